/** Fails each call of each function of the hotplug path in turn, each in a guest of its own: first the calls are counted, then they fail. */
import type { Reporter } from '../../archive/reporter.ts';
import type { Summary, SummaryRow } from '../../archive/summary.ts';
import { loadCatalogue } from '../../config/catalogue.ts';
import { loadKnownIssues } from '../../config/known-issues.ts';
import type { Performed } from '../../judge/retrace.ts';
import { ALLOCATIONS, type FaultErrno } from '../../model/fault.ts';
import { describe, errnoName } from '../../model/operation.ts';
import { predict } from '../../model/predict.ts';
import { counting, failingAt, sitesOf, someOf, someOfEach, STRAIGHT, type Site } from '../../scenario/inject/straight.ts';
import type { Source } from '../../scenario/source.ts';
import { placesOf, rowOf, type Place } from '../explore/place.ts';
import { runPlan, type Drive, type Row } from '../run-plan.ts';
import type { RunRequest } from '../request.ts';
import { tryRows } from '../try-rows.ts';

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

/** One call that was made to fail. */
export interface Injected {
  readonly fn: string;
  /** Which of its calls on the straight way, from 1, and of how many. */
  readonly place: number;
  readonly of: number;
  /** The operation in words, without its fault; absent where the guest was lost before it. */
  readonly operation?: string | undefined;
  /** Absent where it never returned. */
  readonly errno?: string | undefined;
  readonly predicted: readonly string[];
  readonly row: SummaryRow;
}

export interface Enumerated {
  readonly summary: Summary;
  readonly injected: readonly Injected[];
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
  const without: Enumerated['without'][number][] = [];
  const drive: Drive = async (run) => {
    const sites: { readonly fn: string; readonly site: Site; readonly place: number; readonly of: number }[] = [];
    await tryRows(run, signal, request.functions.map((fn) => ({ fn, row: rowFor(place, request, `count-${inDashes(fn)}`, `calls of ${fn}`, () => counting(fn)) })), ({ fn }, { row, calls, retraced }) => {
      const found = sitesOf(calls);
      const some = fn === ALLOCATIONS ? someOfEach(found, (operation) => kindOf(retraced.performed[operation]), ALLOCATIONS_OF_EACH) : someOf(found);
      if (row.verdict === 'unsupported') without.push({ fn, why: `unsupported: ${row.reason ?? ''}` });
      else if (found.length === 0) without.push({ fn, why: row.checkedOperations > 0 ? 'never called on this way' : `not counted: ${row.verdict}` });
      for (const site of request.all ? found : some) sites.push({ fn, site, place: found.indexOf(site) + 1, of: found.length });
    });
    const rows = sites.map((one) => ({ ...one, row: rowFor(place, request, `fail-${inDashes(one.fn)}-${one.place}-of-${one.of}`, `call ${one.place} of ${one.of} of ${one.fn} fails`, () =>
      failingAt(one.site, { in: one.fn, does: { kind: 'fail', errno: request.errno } })) }));
    await tryRows(run, signal, rows, ({ fn, place: at, of }, { row, retraced }) => {
      injected.push({ fn, place: at, of, row, ...told(retraced.performed.find(({ operation }) => operation.kind !== 'together' && operation.fault !== undefined)) });
    });
  };
  const summary = await runPlan(
    { suite: INJECT, items: [] }, { request, asked: { command, suites: [INJECT], machines: [machine], kernels: [kernel], jobs }, issues: await loadKnownIssues(known), drive }, reporter, signal,
  );
  const order = (one: Injected): number => request.functions.indexOf(one.fn) * 10_000 + one.place;
  return { summary, injected: injected.sort((one, other) => order(one) - order(other)), without };
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

function told(performed: Performed | undefined): Pick<Injected, 'operation' | 'errno' | 'predicted'> {
  if (!performed || performed.operation.kind === 'together') return { predicted: [] };
  const { world, errno, operation } = performed;
  return {
    operation: describe({ ...operation, fault: undefined }), ...(errno !== undefined && { errno: errnoName(errno) }),
    predicted: world ? [...new Set(predict(world, operation).map((outcome) => outcome.errno))] : [],
  };
}
