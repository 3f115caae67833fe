/**
 * The queries over summary.json as the files lie. With 10,000 files of 100 rows, 370 MB, what a table is filled with counts more than what is parsed: a column
 * for everything in a row takes 3.3 s of processor time, and read_json, which gives up with the first file that is broken, 3.1 s. One row as one text takes
 * 0.9 s, and of those texts few are different: the same row comes to the same in most nights.
 */
const SUMMARY = '{"schema":"INTEGER","runId":"VARCHAR","suite":"VARCHAR","rules":"INTEGER","scenarios":["JSON"],"notRun":["JSON"]}';

/** @param newest the newest schema that can be read */
export const readSummaries = (files: readonly string[], newest: number): readonly string[] => [
  'set preserve_insertion_order = false',
  // Two lists side by side: a line of the longer one has nothing of the other. A file that is no JSON has no line.
  `create temp table lines as select filename as file, doc.schema as version, doc.runId as run, doc.suite as suite, doc.rules as rules,
     unnest(doc.scenarios) as told, unnest(doc.notRun) as unstarted, false as waiting
   from (select filename, try(from_json(try(decode(content)), '${SUMMARY}')) as doc from read_blob([${files.map(pattern).join(', ')}]))`,
  `create temp table records as select *, row_number() over (order by run, file)::int - 1 as id from (
     select *, row_number() over (partition by run order by file)::int as copy from (
       select file, any_value(run) as run, any_value(suite) as suite, any_value(rules) as rules from lines group by file
       having bool_and(coalesce(version between 1 and ${newest}, false) and run is not null and suite is not null and rules is not null)))`,
  'delete from lines where file not in (select file from records where copy = 1)',
  'insert into lines by name select file, unstarted as told, true as waiting from lines where unstarted is not null',
  'create temp table texts as select *, row_number() over ()::int - 1 as id from (select distinct told, waiting from lines where told is not null)',
];

export const RECORDS = 'select file, run, suite, rules, copy from records order by id';
export const TEXTS = 'select told::varchar, waiting from texts order by id';
/** Numbers of text and record, oldest record first; of copies of a record, one. */
export const FACTS = 'select t.id, r.id from lines join texts t using (told, waiting) join records r using (file) order by r.id';

/** A file as a text of SQL that means that file alone: DuckDB takes names for patterns. */
const pattern = (file: string): string => `'${file.replace(/[[*?]/g, (sign) => `[${sign}]`).replaceAll("'", "''")}'`;
