/**
 * The queries over summary.json as the files lie. 400 MB of them want every step to be cheap: measured with 10,000 files of 100 rows, read_json takes 3.1 s of
 * processor time to tables of these columns and gives up with the first file that is broken; reading texts and taking what is needed out of them takes 1.9 s
 * and leaves a broken file empty. Words are numbered, so that a million rows come over as four columns of numbers.
 */
const ROW = `{"name":"VARCHAR","machine":"VARCHAR","kernel":"VARCHAR","kernelRelease":"VARCHAR","policy":"VARCHAR","verdict":"VARCHAR","reason":"VARCHAR",
"checkedOperations":"INTEGER","build":"VARCHAR","inputs":"VARCHAR","from":"VARCHAR","findings":"JSON"}`;
const NOT_RUN = '{"name":"VARCHAR","machine":"VARCHAR","kernel":"VARCHAR","policy":"VARCHAR","reason":"VARCHAR"}';
const SUMMARY = `{"schema":"INTEGER","runId":"VARCHAR","suite":"VARCHAR","rules":"INTEGER","scenarios":[${ROW}],"notRun":[${NOT_RUN}]}`;

/** @param newest the newest schema that can be read */
export const readSummaries = (files: readonly string[], newest: number): readonly string[] => [
  'set preserve_insertion_order = false',
  // Two lists side by side: a line of the longer one has nothing of the other.
  `create temp table lines as select file, version, run, suite, rules, s is not null as ran, s.*, n
   from (select file, doc.schema as version, doc.runId as run, doc.suite as suite, doc.rules as rules, unnest(doc.scenarios) as s, unnest(doc.notRun) as n
     from (select filename as file, try(from_json(try(decode(content)), '${SUMMARY}')) as doc from read_blob([${files.map(pattern).join(', ')}])))`,
  `create temp table records as select *, row_number() over (order by run, file)::int as id from (
     select *, row_number() over (partition by run order by file)::int as copy from (
       select file, any_value(run) as run, any_value(suite) as suite, any_value(rules) as rules from lines group by file
       having bool_and(coalesce(version between 1 and ${newest} and run is not null and suite is not null and rules is not null, false)
         and (not ran or (name is not null and machine is not null and kernel is not null and kernelRelease is not null and policy is not null
           and verdict is not null and checkedOperations is not null and findings is not null))
         and (n is null or (n.name is not null and n.machine is not null and n.kernel is not null and n.policy is not null)))))`,
  'delete from lines where file not in (select file from records)',
  `insert into lines by name
     select file, true as ran, n.name as name, n.machine as machine, n.kernel as kernel, '' as kernelRelease, n.policy as policy, 'not-run' as verdict, n.reason as reason,
       0 as checkedOperations, '[]' as findings from lines where n is not null`,
  'create temp table keys as select *, row_number() over ()::int - 1 as id from (select distinct name, machine, kernel, policy from lines where ran)',
  'create temp table made as select *, row_number() over ()::int - 1 as id from (select distinct kernelRelease, build, inputs from lines where ran)',
  'create temp table said as select *, row_number() over ()::int - 1 as id from (select distinct verdict, reason, checkedOperations, findings, "from" as origin from lines where ran)',
];

export const RECORDS = 'select id, file, run, suite, rules, copy::int as copy from records order by id';
export const KEYS = 'select name, machine, kernel, policy from keys order by id';
export const MADE = 'select kernelRelease, build, inputs from made order by id';
export const SAID = 'select verdict, reason, checkedOperations, findings::varchar as findings, origin from said order by id';
/** Numbers of key, record, made and said, oldest record first; of copies of a record, one. */
export const FACTS = `
  select k.id, r.id, m.id, s.id from lines l join records r using (file) join keys k using (name, machine, kernel, policy)
  join made m on m.kernelRelease = l.kernelRelease and m.build is not distinct from l.build and m.inputs is not distinct from l.inputs
  join said s on s.verdict = l.verdict and s.reason is not distinct from l.reason and s.checkedOperations = l.checkedOperations and s.findings = l.findings and s.origin is not distinct from l."from"
  where r.copy = 1 and l.ran order by r.id`;

/** A file as a text of SQL that means that file alone: DuckDB takes names for patterns. */
const pattern = (file: string): string => `'${file.replace(/[[*?]/g, (sign) => `[${sign}]`).replaceAll("'", "''")}'`;
