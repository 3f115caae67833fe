/**
 * The queries over summary.json as the files lie. With 10,000 files of 100 rows, 370 MB, what a table is filled with counts more than what is parsed: a column for
 * everything in a row takes 3.3 s of processor time, and read_json, which gives up with the first file that is broken, 3.1 s. One row as one text takes 0.9 s. Of
 * those texts few are different but for the hash over what the row was made of, which changes with every commit: it is cut out and told beside.
 */
const HEAD = '{"schema":"INTEGER","runId":"VARCHAR","suite":"VARCHAR","rules":"INTEGER","notRun":["JSON"]}';
const ROWS = '{"scenarios":["JSON"]}';

/** Within a text of JSON quotes are escaped: this begins a key and nothing else. A text that has it twice is none of a row, and what is left of it is no JSON. */
const INPUTS = `',"inputs":"'`;
const DIGITS = 16;

/** @param newest the newest schema that can be read */
export const readSummaries = (files: readonly string[], newest: number): readonly string[] => [
  'set preserve_insertion_order = false',
  // Every column that is made of a document would parse it once more: what is small of it is kept as it is, and the rows go from the file into their table.
  `create temp table heads as select filename as file, try(from_json(try(decode(content)), '${HEAD}')) as doc from read_blob([${files.map(pattern).join(', ')}])`,
  `create temp table records as select *, row_number() over (order by run, file)::int - 1 as id, row_number() over (partition by run order by file)::int as copy from (
     select file, doc.runId as run, doc.suite as suite, doc.rules as rules from heads
     where doc.schema between 1 and ${newest} and doc.runId is not null and doc.suite is not null and doc.rules is not null)`,
  `create temp table lines as with told as (
     select id as record, unnest(try(from_json(try(decode(content)), '${ROWS}')).scenarios)::varchar as told, false as waiting
     from read_blob([${files.map(pattern).join(', ')}]) join records on filename = file where copy = 1 union all
     select id, unnest(doc.notRun)::varchar, true from heads join records using (file) where copy = 1)
   select record, waiting, if(cut, left(tail, ${DIGITS}), '') as inputs, if(cut, head || substr(tail, ${DIGITS + 2}), told) as core from (
     select *, substr(tail, ${DIGITS + 1}, 1) = '"' as cut from (select *, split_part(told, ${INPUTS}, 1) as head, split_part(told, ${INPUTS}, 2) as tail from told where told is not null))`,
  'create temp table texts as select *, row_number() over ()::int - 1 as id from (select distinct core, waiting from lines)',
  `create temp table marks as select *, row_number() over ()::int - 1 as id from (select distinct inputs, inputs = '' or regexp_full_match(inputs, '[0-9a-f]{${DIGITS}}') as sound from lines)`,
];

/** `told`: it has rows, or a copy of it that is read has. */
export const RECORDS = 'select file, run, suite, rules, copy, copy > 1 or id in (select record from lines) as told from records order by id';
export const TEXTS = 'select core, waiting from texts order by id';
/** Hashes over what rows were made of; empty where a row does not tell, null for what is none. */
export const MARKS = 'select if(sound, inputs, null) from marks order by id';
/** Numbers of text, record and mark, oldest record first; of copies of a record, one. */
export const FACTS = 'select t.id, l.record, m.id from lines l join texts t using (core, waiting) join marks m using (inputs) order by l.record';

/** A file as a text of SQL that means that file alone: DuckDB takes names for patterns. */
const pattern = (file: string): string => `'${file.replace(/[[*?]/g, (sign) => `[${sign}]`).replaceAll("'", "''")}'`;
