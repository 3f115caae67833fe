/** A suite: which scenarios run on which machines with which kernels and policies, and what is expected to be unsupported. A file in qemu-configs/suites. */
import { z } from 'zod';
import { kernelPatterns, kernelText } from './kernel-pattern.ts';
import { noSuchName } from './nearest.ts';
import { DEFAULT_POLICY } from './policy.ts';
import { covers, type FilteredRow } from './suite-filter.ts';

const id = z.string().regex(/^[a-z][a-z0-9-]*$/, 'lower-case letters, digits and dashes');
/** A value for memmap_on_memory, as it is written: YAML's 0 and 1 are taken for their texts. */
const attributeValue = z.union([z.string().min(1), z.int().transform(String)], 'a value for memmap_on_memory, such as 0 or 1');
const someOf = <Item extends z.ZodType>(item: Item) => z.array(item).min(1);

/** What a suite may refer to. */
export interface KnownNames {
  readonly scenarios: ReadonlySet<string>;
  readonly machines: ReadonlySet<string>;
  readonly policies: ReadonlySet<string>;
  readonly suites: ReadonlySet<string>;
}

/** The schema of a suite whose scenarios, machines, policies and included suites are among the known ones. */
export function suiteSchema(known: KnownNames) {
  const [scenario, machine, policy, suite] = [
    among('scenario', known.scenarios), among('machine', known.machines), among('policy', known.policies), among('suite', known.suites),
  ];
  const filter = {
    kernels: kernelPatterns.optional(), scenarios: someOf(scenario).optional(), machines: someOf(machine).optional(),
    policies: someOf(policy).optional(), attribute: someOf(attributeValue).optional(),
  };
  const row = z.strictObject({
    /** One, or several that run alike. */
    scenario: z.preprocess((value) => (typeof value === 'string' ? [value] : value), someOf(scenario)),
    machines: someOf(machine),
    policies: someOf(policy).default([DEFAULT_POLICY]),
    /** The row multiplies by it, as by the others. */
    attribute: someOf(attributeValue).optional(),
  });
  return z.strictObject({
    name: id,
    description: z.string().min(1),
    kernels: someOf(kernelText),
    /** Each is multiplied out. */
    rows: z.array(row).default([]),
    /** Taken from what the rows come to. */
    exclude: z.array(z.strictObject({ ...filter, why: z.string().min(1) })).default([]),
    /** `pairwise`: of what is left, only as much as lets every two values meet. */
    thin: z.literal('pairwise').optional(),
    /** Run as well: suites, and rows that are neither excluded nor thinned. */
    include: z.strictObject({ suites: z.array(suite).default([]), rows: z.array(row).default([]) }).default({ suites: [], rows: [] }),
    unsupported: z.array(z.strictObject({ ...filter, kernels: kernelPatterns, why: z.string().min(1) })).default([]),
  }).refine(({ rows, include }) => rows.length + include.suites.length + include.rows.length > 0, 'at least one row, or a suite to include');
}

/** Where a scenario's own file has it run: for one that belongs to a machine, as that of a finding does. What is left out is as for any scenario. */
export function placeSchema(known: KnownNames) {
  return z.strictObject({
    machines: someOf(among('machine', known.machines)).optional(), policies: someOf(among('policy', known.policies)).optional(),
    kernels: someOf(kernelText).optional(), attribute: someOf(attributeValue).optional(),
  });
}
export type Place = z.output<ReturnType<typeof placeSchema>>;

/** As the file says it. */
export type SuiteFile = z.output<ReturnType<typeof suiteSchema>>;
export type SuiteRow = SuiteFile['rows'][number];

/** With the suites that it includes instead of their names. */
export interface Suite extends Omit<SuiteFile, 'include'> {
  readonly include: { readonly suites: readonly Suite[]; readonly rows: readonly SuiteRow[] };
}

/** Why this suite, or one that it includes, expects a row to be unsupported; undefined where none does. */
export function expectedUnsupported({ unsupported, include }: Pick<Suite, 'unsupported' | 'include'>, row: FilteredRow): string | undefined {
  const own = unsupported.find((entry) => covers(entry, row))?.why;
  return own ?? include.suites.map((suite) => expectedUnsupported(suite, row)).find((why) => why !== undefined);
}

function among(kind: string, names: ReadonlySet<string>) {
  return z.string().superRefine((name, context) => {
    if (!names.has(name)) context.addIssue({ code: 'custom', message: `a known ${kind} (${noSuchName(kind, name, names)})` });
  });
}
