/** What a faithful guest would show in a given world: the other direction of the model's observables, for tests of the judge. */
import type { BuddyObservation, Observation, PageblockObservation, PageFlagsObservation, ZoneName, ZoneObservation } from '../model/observation.ts';
import { expectedFacts } from '../model/observables/all.ts';
import type { Expectation } from '../model/observables/observable.ts';
import { blockNumber, bytes, kibibytes, nodeId, pages, pfn, type NodeId } from '../model/units.ts';
import { firstPfn, isDimm, type HotBlock, type World } from '../model/world.ts';

/** Zones that blocks alone make up show what is predicted; of any other that is populated, something. */
function freshZones(world: World): Pick<Observation, 'buddy' | 'pageblocks'> {
  const { start } = world.constants;
  const buddy: BuddyObservation[] = [];
  const pageblocks: PageblockObservation[] = [];
  for (const [name, value] of expectedFacts(world)) {
    const [, node = '', zone = '', what] = /^node(\d+)\/(\w+)\/(buddy|pageblocks)$/.exec(name) ?? [];
    const place = { node: nodeId(Number(node)), zone: zone as ZoneName };
    const text = typeof value === 'string' ? value : undefined;
    if (what === 'buddy') buddy.push({ ...place, free: text?.split(' ').map(Number) ?? Array<number>(11).fill(1) });
    if (what === 'pageblocks') pageblocks.push({ ...place, types: text === undefined ? { Movable: 1 } : Object.fromEntries(text.split(', ').map((type) => type.split(' ')).map(([type = '', count]) => [type, Number(count)])) });
  }
  return { buddy: start.buddy.length > 0 ? buddy : [], pageblocks: start.pageblocks.length > 0 ? pageblocks : [] };
}

/** The pages that could hold the memmap, and one for all others. */
function shownFlags({ constants }: World, { number, vmemmap }: HotBlock, fact: (what: string) => Expectation | undefined): PageFlagsObservation[] {
  const predicted = (what: string): string => { const value = fact(what); return typeof value === 'object' && 'ifSeen' in value ? String(value.ifSeen) : '0x68'; };
  const first = firstPfn(constants, number);
  const count = pages(vmemmap > 0 ? vmemmap : constants.vmemmapPages);
  return [
    { first, count, flags: { [predicted('memmap_flags')]: count }, counted: 0 },
    { first: pfn(first + count), count: pages(1), flags: { [predicted('page_flags')]: 1 } },
  ];
}

/** Pages of the boot nodes that hold the memmap of blocks which do not hold it themselves. */
const offMemory = (world: World): number => [...world.blocks.values()].reduce((sum, { vmemmap }) => sum + world.constants.vmemmapPages - vmemmap, 0);

export function seen(world: World): Observation {
  const { start } = world.constants;
  const facts = expectedFacts(world);
  const number = (name: string): number => Number(facts.get(name));
  const text = (name: string): string => {
    const value = facts.get(name);
    return typeof value === 'object' || value === undefined ? '' : String(value);
  };
  const list = (name: string): NodeId[] => text(name).split(',').filter((item) => item !== '').map((item) => nodeId(Number(item)));
  const zone = (node: NodeId, name: ZoneName): ZoneObservation => {
    const key = `node${node}/${name}`;
    const present = number(`${key}/present`);
    const predicted = facts.get(`${key}/free`);
    const atStart = start.zones.find((candidate) => candidate.node === node && candidate.zone === name);
    const taken = atStart?.zone === 'DMA32' ? offMemory(world) + world.held.pages : 0;
    const free = typeof predicted === 'number' ? predicted : atStart && atStart.present > 0 ? atStart.free - taken : number(`${key}/managed`);
    return {
      node, zone: name, present: pages(present), managed: pages(number(`${key}/managed`)), spanned: pages(number(`${key}/spanned`)),
      startPfn: present > 0 ? pfn(number(`${key}/start_pfn`)) : undefined, free: pages(free), perCpuFree: pages(0),
    };
  };
  const zoneNames = [...new Set(start.zones.map(({ zone: name }) => name))];
  return {
    ...start,
    blocks: [...start.blocks, ...[...world.blocks.keys()].map((block) => ({
      number: block, state: text(`memory${block}/state`), validZones: text(`memory${block}/valid_zones`).split(' '), removable: true,
      physIndex: blockNumber(block), node: nodeId(number(`memory${block}/node`)),
    }))],
    zones: list('node/online').flatMap((node) => zoneNames.map((name) => zone(node, name))),
    nodes: list('node/online').map((node) => ({ node, memTotal: kibibytes(number(`node${node}/MemTotal`)), memFree: kibibytes(0) })),
    nodeMasks: { online: list('node/online'), hasMemory: list('node/has_memory'), hasNormalMemory: list('node/has_normal_memory'), hasCpu: list('node/has_cpu') },
    meminfo: {
      ...start.meminfo, memTotal: kibibytes(number('MemTotal')), commitLimit: kibibytes(number('CommitLimit')), directMap4k: kibibytes(0),
      directMap2M: kibibytes(number('DirectMap') - number('DirectMap1G')), directMap1G: kibibytes(number('DirectMap1G')),
      hardwareCorrupted: kibibytes(number('HardwareCorrupted')),
    },
    ...freshZones(world),
    // All of it has been moved to ordinary memory.
    held: world.held.pages === 0 ? undefined : [{ how: 'filled', pages: world.held.pages, blocks: { 0: world.held.pages }, changed: 0, first: [] }],
    selfHosted: [...world.blocks.keys()].map((block) => {
      const marked = facts.get(`memory${block}/self_hosted_pages`);
      return { first: firstPfn(world.constants, block), count: pages(typeof marked === 'object' && 'ifSeen' in marked ? Number(marked.ifSeen) : 0) };
    }),
    pageFlags: [...world.blocks.values()].flatMap((block) => shownFlags(world, block, (fact) => facts.get(`memory${block.number}/${fact}`))),
    kpageflagsPages: pages(number('kpageflags_pages')),
    kobjects: start.kobjects && {
      ...start.kobjects,
      entries: Object.fromEntries(Object.entries(start.kobjects.entries).map(([directory, count]) => [
        directory, count + (directory.endsWith('/memory') ? world.blocks.size : directory.endsWith('/node') ? world.nodes.size - start.nodeMasks.online.length : 0),
      ])),
    },
    faultInjection: start.faultInjection && {
      ...start.faultInjection,
      notifierErrors: start.faultInjection.notifierErrors && {
        MEM_GOING_ONLINE: number('notifier-error-inject/MEM_GOING_ONLINE'), MEM_GOING_OFFLINE: number('notifier-error-inject/MEM_GOING_OFFLINE'),
      },
    },
    vmstat: { nrMemmapPages: pages(number('nr_memmap_pages')), nrMemmapBootPages: pages(number('nr_memmap_boot_pages')) },
    minFreeKbytes: kibibytes(number('min_free_kbytes')),
    iomem: [...start.iomem, ...world.added.flatMap(({ start: first, end, device }) => (isDimm(device) ? [{ depth: 0, start: first, end: bytes(end - 1), name: 'System RAM' }] : [
      { depth: 1, start: first, end: bytes(end - 1), name: device },
      { depth: 2, start: first, end: bytes(end - 1), name: 'System RAM (kmem)' },
    ]))],
    dax: start.dax.map((device) => {
      const driver = text(`${device.name}/driver`);
      const value = text(`${device.name}/memmap_on_memory`);
      const asked = text(`${device.name}/state`);
      return {
        ...device, driver: driver === 'kmem' ? driver : undefined, memmapOnMemory: value === 'none' ? undefined : value,
        state: asked === 'none' ? undefined : asked,
      };
    }),
  };
}
