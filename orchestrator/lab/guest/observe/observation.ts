/** The agent's reply to `observe` as the model's Observation. */
import type { PageRange } from '../../../model/observables/look-at.ts';
import type { NodeMasks, NodeObservation, Observation, PageFlagsObservation, ParameterObservation } from '../../../model/observation.ts';
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
import { match } from './text-file.ts';
import { UnreadableTextError } from './unreadable.ts';
import { parseVmstat } from './vmstat.ts';
import { parseZoneinfo } from './zoneinfo.ts';

const MEMORY = '/sys/devices/system/memory';
const NODES = '/sys/devices/system/node';
const PARAMETERS = '/sys/module/memory_hotplug/parameters';
/** What it holds is not read: the agent answers an empty text where it is. */
const KMEMLEAK = '/sys/kernel/debug/kmemleak';
const KERNFS_NODES = '/sys/kernel/slab/kernfs_node_cache/objects';

/** KPF_OWNER_PRIVATE and no other: a page that holds its own block's memmap. */
const SELF_HOSTED = `0x${(2 ** 37).toString(16)}`;

/** @throws UnreadableTextError naming the file and the line that no known kernel prints, or the file that could not be read */
export function parseObservation(reply: ObserveReply, lookedAt: readonly PageRange[] = []): Observation {
  const [failed] = Object.entries(reply.errors);
  if (failed) throw new UnreadableTextError(failed[0], 'to be readable', `errno ${failed[1]}`);
  if (reply.uevents?.includes('lost')) throw new UnreadableTextError('the socket of uevents', 'every one of them', 'lost');
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
    ...pageFlags(reply, lookedAt, hexadecimal(blockSize, blockSize.text) / 4096),
    uevents: reply.uevents,
    held: reply.held?.map(({ pages, first, ...one }) => ({ ...one, pages: pages as Pages, first: first.map(([pfn, place]) => ({ pfn: pfn as Pfn, place })) })),
    kpageflagsPages: reply.kpageflags as Pages | undefined,
    kobjects: Object.keys(reply.entries).length === 0 ? undefined : { entries: reply.entries, kernfsNodes: kernfsNodes(texts) },
    vmstat: parsed('/proc/vmstat', parseVmstat),
    minFreeKbytes: number('/proc/sys/vm/min_free_kbytes') as Kibibytes,
    overcommitRatio: number('/proc/sys/vm/overcommit_ratio'),
    iomem: parsed('/proc/iomem', parseIomem),
    dax: parseDaxDevices(texts, reply.links),
    parameters: parameters(texts),
    faultInjection: parseFaultInjection(texts),
    kmemleak: texts.optional(KMEMLEAK) !== undefined,
  };
}

/** A kernel without /proc/kpageflags answers about no page; the marks are those of what begins a block. */
function pageFlags({ pages }: ObserveReply, lookedAt: readonly PageRange[], blockPages: number): Pick<Observation, 'pageFlags' | 'selfHosted'> {
  const found = lookedAt.flatMap(({ first, count }): PageFlagsObservation[] => {
    const seen = pages[String(first)];
    return seen ? [{ first, count, ...seen }] : [];
  });
  const marks = found.filter(({ first }) => first % blockPages === 0).map(({ first, flags }) => ({ first, count: (flags[SELF_HOSTED] ?? 0) as Pages }));
  return { pageFlags: found, selfHosted: marks };
}

/** `11310 N0=11310`: in all, and by node `[mm/slub.c:show_slab_objects]`. */
function kernfsNodes(texts: Texts): number | undefined {
  if (texts.optional(KERNFS_NODES) === undefined) return undefined;
  const line = texts.line(KERNFS_NODES);
  const [count] = match(line, /^(\d+)(?: N\d+=\d+)*$/, 'a count, and one for each node');
  return decimal(line, count);
}

function nodes(texts: Texts): NodeObservation[] {
  return texts.namesBelow(NODES, /^node\d+$/).map((name) => {
    const path = `${NODES}/${name}/meminfo`;
    const meminfo = parseNodeMeminfo(path, Number(name.slice('node'.length)) as NodeId, texts.text(path));
    return { ...meminfo, accessClasses: texts.optional(`${NODES}/${name}/access0`) !== undefined };
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
