/** What was asked for by name and has no row: an error that says where there are some. */
import type { Catalogue } from './catalogue.ts';
import { expandSuite, type Selection, type WorkItem } from './expand-suite.ts';
import { ConfigError } from './explained-error.ts';
import { plural } from './nearest.ts';

/** What narrows a suite's rows, in the order in which a person would give it up last. */
const NARROWED = [
  { kind: 'scenario', asked: ({ scenarios }: Selection) => scenarios },
  { kind: 'machine', asked: ({ machines }: Selection) => machines },
  { kind: 'policy', asked: ({ policies }: Selection) => policies },
] as const;

type Narrowed = (typeof NARROWED)[number]['kind'];
type Suites = Pick<Catalogue, 'suites'>;

export interface Choice {
  /** As the run calls it. */
  readonly suite: string;
  readonly selection: Selection;
  /** The rows, not narrowed. */
  readonly offered: readonly WorkItem[];
  /** Those that are left. */
  readonly chosen: readonly WorkItem[];
  readonly catalogue: Suites;
}

/** @throws ConfigError where a name that was asked for is in no row that is left, and where none is left */
export function refuseLeftOut({ suite, selection, offered, chosen, catalogue }: Choice): void {
  for (const { kind, asked } of NARROWED) {
    for (const name of asked(selection) ?? []) {
      if (chosen.some((item) => item[kind] === name)) continue;
      const error = { doing: `choosing the ${plural(kind)} of suite ${suite}`, to: name };
      const rows = offered.filter((item) => item[kind] === name);
      if (rows.length === 0) {
        const others = suitesWith(kind, name, catalogue);
        throw new ConfigError({ ...error, expected: `one of ${listed(offered, kind)}`, seen: `no row of this ${kind}`, next: others.length > 0 ? `it is in ${others.join(', ')}` : undefined });
      }
      const rest = NARROWED.filter((other) => other.kind !== kind && other.asked(selection) !== undefined);
      throw new ConfigError({
        ...error, seen: 'none',
        expected: `a row of this ${kind} with ${rest.map((other) => `${other.kind} ${(other.asked(selection) ?? []).join(' or ')}`).join(', ')}`,
        next: `its rows are of ${rest.map((other) => `${other.kind} ${listed(rows, other.kind)}`).join(', and of ')}`,
      });
    }
  }
  if (chosen.length === 0) throw new ConfigError({ doing: `choosing the rows of suite ${suite}`, expected: 'at least one', seen: 'none' });
}

const listed = (items: readonly WorkItem[], kind: Narrowed): string => [...new Set(items.map((item) => item[kind]))].join(', ');

const suitesWith = (kind: Narrowed, name: string, { suites }: Suites): string[] => [...suites.values()].filter((suite) => expandSuite(suite).some((item) => item[kind] === name)).map((suite) => suite.name);

/** A scenario's name where a suite's is wanted: what was meant is one option further. */
export function scenarioForSuite(name: string, catalogue: Suites): ConfigError {
  const [suite] = suitesWith('scenario', name, catalogue);
  return new ConfigError({
    doing: 'choosing a suite', to: name, expected: `one of ${[...catalogue.suites.keys()].join(', ')}, or a .yaml file`, seen: 'the name of a scenario',
    next: suite === undefined ? undefined : `npx daxlab run ${suite} --scenario ${name}`,
  });
}
