/** After everything is removed, all is back where it started but what may be another for good. */
import { observedFacts } from '../../model/observables/all.ts';
import type { Observation } from '../../model/observation.ts';
import type { Facts } from '../../model/observables/observable.ts';
import { differences } from '../differences.ts';
import { conservationFinding } from '../findings.ts';
import { isBare, type Law } from './history.ts';

/**
 * Attributes, policies, drivers, what is injected; free pages and how they are spread over orders and types, which have laws of their own or none; the
 * taint, which is told by whatever sets it; the length of /proc/kpageflags, which never gets less; what a process holds; and min_free_kbytes: capped by the zones' pages above their high watermarks, to which it adds
 * itself, it came back 4 KiB higher on 6.12.43 with 512 MiB of ordinary memory. Where it is exact the state witness holds it.
 */
const LASTING = /^dax\d+\.\d+\/(?:memmap_on_memory|driver|state)$|\/(?:free|buddy|pageblocks)$|^free memory|^notifier-error-inject|^tainted$|^auto_online_blocks$|^memory_hotplug\.(?:online_policy|auto_movable_)|^kpageflags_pages$|^min_free_kbytes$|^held\//;

export const removalRestores: Law = (history) => {
  if (!isBare(history)) return undefined;
  const { start, last: { operation, observation: now }, reshaped } = history;
  const gone = nodesThatLeft(start, now);
  const found = differences(lastingLeftOut(start, gone), lastingLeftOut(now, gone)).filter(({ fact }) => !reshaped || !/^dax\d+\.\d+\//.test(fact));
  return found.length === 0 ? undefined : conservationFinding('removing everything does not bring back what was there before', operation, found);
};

/** A node that was online without memory, blocks and CPU: the first removal of what was added to it takes it offline `[mm/memory_hotplug.c:try_offline_node]`. */
export function nodesThatLeft(start: Observation, now: Observation): readonly string[] {
  const { online, hasMemory, hasCpu } = start.nodeMasks;
  return online.filter((node) => !hasMemory.includes(node) && !hasCpu.includes(node) && !now.nodeMasks.online.includes(node)).map(String);
}

function lastingLeftOut(observation: Observation, gone: readonly string[]): Facts {
  const facts = [...observedFacts(observation)].filter(([name]) => !LASTING.test(name) && !gone.includes(/^node(\d+)\//.exec(name)?.[1] ?? ''));
  return new Map(facts.map(([name, value]) => [name, name === 'node/online' ? String(value).split(',').filter((node) => !gone.includes(node)).join(',') : value]));
}
