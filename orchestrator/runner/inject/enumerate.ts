/** Fails each call of each function of the hotplug path, each in a guest of its own, and allocations many to a guest: first the calls are counted, then they fail. */
import type { Reporter } from '../../archive/reporter.ts';
import type { Summary } from '../../archive/summary.ts';
import { loadCatalogue } from '../../config/catalogue.ts';
import { loadKnownIssues } from '../../config/known-issues.ts';
import type { Performed } from '../../judge/retrace.ts';
import { ALLOCATIONS, type Fault, type FaultErrno } from '../../model/fault.ts';
import { failingInTurn } from '../../scenario/inject/in-turn.ts';
import { counting, failingAt, sitesOf, someOf, someOfEach, STRAIGHT } from '../../scenario/inject/straight.ts';
import type { Source } from '../../scenario/source.ts';
import { placesOf, rowOf, type Place } from '../explore/place.ts';
import { runPlan, type Drive, type Row } from '../run-plan.ts';
import type { RunRequest } from '../request.ts';
import { tryRows } from '../try-rows.ts';
import { tryInTurn, type Behind, type TryAll } from './in-turn.ts';
import { toldOf, type Injected, type Numbered } from './told.ts';

export interface EnumerateRequest extends Pick<RunRequest, 'command' | 'known' | 'modules' | 'qemu' | 'jobs' | 'results' | 'mirror' | 'cache' | 'refresh'> {
  readonly machine: string;
  readonly kernel: string;
  readonly functions: readonly string[];
  /** Whether the functions were asked for by name: then one that the kernel has not is something that did not run. */
  readonly asked: boolean;
  /** Every call, or the first, the middle and the last. */
  readonly all: boolean;
  readonly errno: FaultErrno;
}

export interface Enumerated {
  readonly summary: Summary;
  readonly injected: readonly Injected[];
  /** What rows say of none of their calls. */
  readonly behind: readonly Behind[];
  /** Functions that the kernel has not, or never calls on this way, with the reason. */
  readonly without: readonly { readonly fn: string; readonly why: string }[];
}

export const INJECT = 'inject';

/** @throws what runPlan throws, and ConfigError for a name that there is not */
export async function enumerate(request: EnumerateRequest, reporter: Reporter, signal: AbortSignal): Promise<Enumerated> {
  const { command, machine, kernel, jobs, known } = request;
  const [place] = placesOf({ machines: [machine], kernels: [kernel], policies: ['default'] }, await loadCatalogue());
  if (!place) throw new Error('one machine and one kernel make no place');
  const injected: Injected[] = [];
  const behind: Behind[] = [];
  const without: Enumerated['without'][number][] = [];
  const tell = (one: Injected): void => { injected.push(one); };
  const drive: Drive = async (run) => {
    const tryAll: TryAll = (all, told) => tryRows(run, signal, all, told);
    const sites: Numbered[] = [];
    await tryAll(request.functions.map((fn) => ({ fn, row: rowFor(place, request, `count-${inDashes(fn)}`, `calls of ${fn}`, () => counting(fn)) })), ({ fn }, { row, calls, retraced }) => {
      const found = sitesOf(calls);
      const some = fn === ALLOCATIONS ? someOfEach(found, (operation) => kindOf(retraced.performed[operation]), ALLOCATIONS_OF_EACH) : someOf(found);
      if (row.verdict === 'unsupported') without.push({ fn, why: `unsupported: ${row.reason ?? ''}` });
      else if (found.length === 0) without.push({ fn, why: row.checkedOperations > 0 ? 'never called on this way' : `not counted: ${row.verdict}` });
      for (const site of request.all ? found : some) sites.push({ fn, site, place: found.indexOf(site) + 1, of: found.length });
    });
    const failing = (fn: string): Omit<Fault, 'at'> => ({ in: fn, does: { kind: 'fail', errno: request.errno } });
    const alone = sites.filter(({ fn }) => fn !== ALLOCATIONS).map((one) => ({ ...one, row: rowFor(place, request, `fail-${inDashes(one.fn)}-${one.place}-of-${one.of}`, `call ${one.place} of ${one.of} of ${one.fn} fails`, () =>
      failingAt(one.site, failing(one.fn))) }));
    await tryAll(alone, (one, { row, retraced }) => { tell(toldOf(one, retraced.performed.find(({ operation }) => operation.kind !== 'together' && operation.fault !== undefined), row)); });
    const inTurn = (some: readonly Numbered[]): Row => {
      const [first, last] = [some[0]?.place ?? 0, some.at(-1)?.place ?? 0];
      const [operation = 0, of = 0] = [some[0]?.site.operation, some[0]?.of];
      return rowFor(place, request, `fail-${ALLOCATIONS}-${first}-to-${last}-of-${of}`, `allocations ${first} to ${last} of ${of} fail, one after the other`, () =>
        failingInTurn(operation, some.map(({ site }) => site.call), failing(ALLOCATIONS)));
    };
    await tryInTurn(sites.filter(({ fn }) => fn === ALLOCATIONS), inTurn, tryAll, tell, (one) => { behind.push(one); });
  };
  const summary = await runPlan(
    { suite: INJECT, items: [] }, { request, asked: { command, suites: [INJECT], machines: [machine], kernels: [kernel], jobs }, issues: await loadKnownIssues(known), drive }, reporter, signal,
  );
  const order = (one: Injected): number => request.functions.indexOf(one.fn) * 10_000 + one.place;
  return { summary, injected: injected.sort((one, other) => order(one) - order(other)), behind, without };
}

/** Allocations are so many that every one of them is a night's work: 8 of each kind of operation. */
const ALLOCATIONS_OF_EACH = 8;

/** A block that goes online is of another kind than one that goes offline. */
const kindOf = (performed: Performed | undefined): string => (performed?.operation.kind === 'write-state' ? performed.operation.value : performed?.operation.kind ?? '');

/** As the name of a scenario may be written: `__add_pages` and `add_pages` are two. */
const inDashes = (fn: string): string => fn.replace(/^_+/, 'inner-').replaceAll(/[^A-Za-z0-9]/g, '-').toLowerCase();

function rowFor(place: Place, { asked }: EnumerateRequest, name: string, description: string, source: () => Source): Row {
  const row = rowOf(place, name, description, source);
  const unsupported = asked ? [] : [{ kernels: [place.key.kernel], why: 'not every kernel has every function of the list' }];
  return { ...row, suite: { ...row.suite, name: INJECT, description: 'calls that fail, one after the other', unsupported }, scenario: { ...row.scenario, requires: STRAIGHT.requires, uses: [] } };
}
