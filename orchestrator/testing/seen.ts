/** What a faithful guest would show in a given world: the other direction of the model's observables, for tests of the judge. */
import type { Observation, ZoneName, ZoneObservation } from '../model/observation.ts';
import { expectedFacts } from '../model/observables/all.ts';
import { blockNumber, bytes, kibibytes, nodeId, pages, pfn, type NodeId } from '../model/units.ts';
import type { World } from '../model/world.ts';

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
    const free = typeof predicted === 'number' ? predicted : atStart && atStart.present > 0 ? atStart.free : number(`${key}/managed`);
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
    },
    vmstat: { nrMemmapPages: pages(number('nr_memmap_pages')), nrMemmapBootPages: pages(number('nr_memmap_boot_pages')) },
    minFreeKbytes: kibibytes(number('min_free_kbytes')),
    iomem: [...start.iomem, ...world.added.flatMap(({ start: first, end, device }) => [
      { depth: 1, start: first, end: bytes(end - 1), name: device },
      { depth: 2, start: first, end: bytes(end - 1), name: 'System RAM (kmem)' },
    ])],
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
