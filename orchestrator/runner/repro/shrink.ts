/** The recorded steps of a finding made as few and as simple as they can be, on fresh guests: what `explore` does with its own findings, for any. */
import type { Replay } from '../../archive/explore/token.ts';
import type { Reporter } from '../../archive/reporter.ts';
import { REPRO } from '../../archive/suite-names.ts';
import type { Summary } from '../../archive/summary.ts';
import { ConfigError } from '../../config/explained-error.ts';
import { mayMatch } from '../../judge/log/matching.ts';
import { minimalSteps } from '../../judge/minimal-steps.ts';
import type { Finding } from '../../judge/verdict.ts';
import type { Operation } from '../../model/operation.ts';
import type { World } from '../../model/world.ts';
import { requirementsOf } from '../../scenario/retell.ts';
import { shrinkIntoRow, type ShrinkInto, type ShrunkRow } from '../explore/shrink-into-row.ts';
import { runPlan, type Drive, type Row } from '../run-plan.ts';
import { reproPlace, type AgainRequest } from './place.ts';
import type { RecordedScenario } from './recorded-scenario.ts';

export interface ShrinkRequest extends AgainRequest {
  readonly finding: Finding;
  /** Title and run of the row that showed it. */
  readonly from: { readonly row: string; readonly run: string };
}

/** What it came to; undefined where it was interrupted, or ended before it came to anything. */
export interface ShrunkRun {
  readonly summary: Summary;
  readonly shrunk?: (ShrunkRow & { readonly recorded: number }) | undefined;
  /** The smallest sequence that has shown it so far, where the search was interrupted. */
  readonly smaller?: Replay | undefined;
}

/** What can be shrunk: a sequence of operations. @throws ConfigError */
export function toShrink({ performed }: Pick<RecordedScenario, 'performed'>, finding: Finding): { readonly start: World; readonly operations: readonly Operation[] } {
  const refused = (seen: string, next: string): ConfigError => new ConfigError({ doing: `shrinking the steps of ${finding.fingerprint}`, to: finding.title, expected: 'a finding that operations lead to', seen, next });
  if (!mayMatch(finding)) throw refused('a report of the kernel that is cut or mixed with another: nobody could say whether it is there again', 'look at it with npx daxlab show');
  const start = performed[0]?.world;
  if (finding.operation < 0 || !start) throw refused('one that was there before the first operation', 'npx daxlab repro without --shrink shows whether it is there again');
  return { start, operations: performed.map(({ operation }) => operation) };
}

/** @throws ConfigError before anything is started, and what runPlan throws */
export async function shrink(recorded: RecordedScenario, { finding, from, ...request }: ShrinkRequest, reporter: Reporter, signal: AbortSignal): Promise<ShrunkRun> {
  const { key, performed } = recorded;
  const { semantics } = request;
  const { start, operations } = toShrink(recorded, finding);
  const { machine, suite, asked } = await reproPlace(recorded, key.kernel, request);
  const name = `${key.scenario.replace(/-(?:repro|minimal)$/, '')}-minimal`;
  const row = (scenario: string, description: string, told: readonly Operation[]): Row => ({
    suite, machine, item: { scenario, machine: key.machine, kernel: key.kernel, policy: key.policy },
    scenario: { name: scenario, description, requires: requirementsOf(told.map((operation) => ({ operation }))), steps: [] },
  });
  const into: ShrinkInto = {
    semantics, fingerprint: finding.fingerprint, operations, start, from, signal, smaller: (found) => { smaller = found; },
    guesses: [minimalSteps(finding, performed).map(({ operation }) => operation)],
    beside: row(`${name}-shrink`, finding.title, operations),
    minimal: (smallest) => row(name, `the smallest sequence that shows: ${finding.title}`, smallest),
  };
  let shrunk: ShrunkRun['shrunk'];
  let smaller: readonly Operation[] | undefined;
  const drive: Drive = async (run) => {
    await run.pool.run([into.beside], async (_, alone) => { shrunk = { ...await shrinkIntoRow(run, into, alone), recorded: operations.length }; })
      .catch((error: unknown) => { if (!signal.aborted) throw error; });
  };
  const summary = await runPlan({ suite: REPRO, items: [] }, { request, asked, issues: [], drive }, reporter, signal);
  return { summary, shrunk, smaller: smaller && { machine: key.machine, kernel: key.kernel, policy: key.policy, operations: smaller } };
}
