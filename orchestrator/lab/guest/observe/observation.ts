/** The agent's reply to `observe` as the model's Observation. */
import type { NodeMasks, NodeObservation, Observation, ParameterObservation } from '../../../model/observation.ts';
import type { Bytes, Kibibytes, NodeId, Pages, Pfn } from '../../../model/units.ts';
import { parseBlocks } from './blocks.ts';
import { parseBuddyinfo } from './buddyinfo.ts';
import { parseDaxDevices } from './dax.ts';
import { parseNodeList } from './id-list.ts';
import { parseIomem } from './iomem.ts';
import { parseMeminfo } from './meminfo.ts';
import { parseNodeMeminfo } from './node-meminfo.ts';
import { decimal, hexadecimal } from './number.ts';
import { parsePagetypeinfo } from './pagetypeinfo.ts';
import { parseFaultInjection } from './fault-injection.ts';
import { Texts, type ObserveReply } from './reply.ts';
import { UnreadableTextError } from './unreadable.ts';
import { parseVmstat } from './vmstat.ts';
import { parseZoneinfo } from './zoneinfo.ts';

const MEMORY = '/sys/devices/system/memory';
const NODES = '/sys/devices/system/node';
const PARAMETERS = '/sys/module/memory_hotplug/parameters';

/** @throws UnreadableTextError naming the file and the line that no known kernel prints, or the file that could not be read */
export function parseObservation(reply: ObserveReply): Observation {
  const [failed] = Object.entries(reply.errors);
  if (failed) throw new UnreadableTextError(failed[0], 'to be readable', `errno ${failed[1]}`);
  const texts = new Texts(reply);
  const blockSize = texts.line(`${MEMORY}/block_size_bytes`);
  const number = (path: string): number => decimal(texts.line(path), texts.line(path).text);
  const parsed = <Value>(path: string, parse: (file: string, text: string) => Value): Value => parse(path, texts.text(path));
  const optional = <Value>(path: string, parse: (file: string, text: string) => Value[]): Value[] => {
    const text = texts.optional(path);
    return text === undefined ? [] : parse(path, text);
  };
  return {
    release: texts.line('/proc/sys/kernel/osrelease').text,
    commandLine: texts.line('/proc/cmdline').text,
    tainted: number('/proc/sys/kernel/tainted'),
    blockSize: hexadecimal(blockSize, blockSize.text) as Bytes,
    blocks: parseBlocks(MEMORY, reply.blocks),
    zones: parsed('/proc/zoneinfo', parseZoneinfo),
    nodes: nodes(texts),
    nodeMasks: nodeMasks(texts),
    meminfo: parsed('/proc/meminfo', parseMeminfo),
    buddy: optional('/proc/buddyinfo', parseBuddyinfo),
    pageblocks: optional('/proc/pagetypeinfo', parsePagetypeinfo),
    selfHosted: Object.entries(reply.selfHosted).map(([first, count]) => ({ first: Number(first) as Pfn, count: count as Pages })),
    vmstat: parsed('/proc/vmstat', parseVmstat),
    minFreeKbytes: number('/proc/sys/vm/min_free_kbytes') as Kibibytes,
    overcommitRatio: number('/proc/sys/vm/overcommit_ratio'),
    iomem: parsed('/proc/iomem', parseIomem),
    dax: parseDaxDevices(texts, reply.links),
    parameters: parameters(texts),
    faultInjection: parseFaultInjection(texts),
  };
}

function nodes(texts: Texts): NodeObservation[] {
  return texts.namesBelow(NODES, /^node\d+$/).map((name) => {
    const path = `${NODES}/${name}/meminfo`;
    return parseNodeMeminfo(path, Number(name.slice('node'.length)) as NodeId, texts.text(path));
  });
}

function nodeMasks(texts: Texts): NodeMasks {
  const mask = (name: string): NodeId[] => parseNodeList(`${NODES}/${name}`, texts.text(`${NODES}/${name}`));
  return { online: mask('online'), hasMemory: mask('has_memory'), hasNormalMemory: mask('has_normal_memory'), hasCpu: mask('has_cpu') };
}

function parameters(texts: Texts): ParameterObservation {
  return {
    memmapOnMemory: texts.optionalLine(`${PARAMETERS}/memmap_on_memory`),
    onlinePolicy: texts.optionalLine(`${PARAMETERS}/online_policy`),
    autoMovableRatio: texts.optionalLine(`${PARAMETERS}/auto_movable_ratio`),
    autoMovableNumaAware: texts.optionalLine(`${PARAMETERS}/auto_movable_numa_aware`),
    autoOnlineBlocks: texts.optionalLine(`${MEMORY}/auto_online_blocks`),
  };
}
