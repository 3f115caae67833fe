/** Unbinding from kmem: removal range by range, and what stays (SEMANTICS 6.3, 6.4). */
import { removeCalls, type Call } from '../calls.ts';
import type { DaxName } from '../operation.ts';
import { only, type Outcome } from '../outcome.ts';
import { nodeId, pages, type BlockNumber, type NodeId, type Pages } from '../units.ts';
import { blocksOf, withDevice, type AddedRange, type HotBlock, type World } from '../world.ts';

export function unbind(world: World, name: DaxName): readonly Outcome[] {
  const device = world.devices.get(name);
  if (!device?.bound) return only('ENODEV', world);
  const blocks = new Map(world.blocks);
  const added: AddedRange[] = [];
  const calls: Call[] = [];
  for (const range of world.added) {
    const numbers = blocksOf(world.constants, range);
    // What an earlier binding left is not this one's to remove [drivers/dax/kmem.c:dev_dax_kmem_remove, data->res]; of its own, one
    // block online keeps a whole range, and nothing of it is removed [mm/memory_hotplug.c:try_remove_memory].
    if (range.device !== name || range.group !== device.group || anyOnline(world, numbers)) added.push(range);
    else {
      calls.push(...removeCalls(world.constants, range, vmemmapOf(world, numbers)));
      for (const number of numbers) blocks.delete(number);
    }
  }
  const nodes = new Set(world.nodes);
  const node = nodeId(device.node);
  if (added.length < world.added.length && isBare(world, node, blocks)) nodes.delete(node);
  const groups = new Map([...world.groups].filter(([group]) => added.some((range) => range.group === group)));
  return only('OK', { ...withDevice(world, { ...device, bound: false }), nodes, groups, blocks, added }, calls);
}

/** No spanned pages, no memory blocks and no CPU: the node goes offline `[mm/memory_hotplug.c:try_offline_node]`. */
function isBare(world: World, node: NodeId, blocks: ReadonlyMap<BlockNumber, HotBlock>): boolean {
  const { start } = world.constants;
  for (const block of blocks.values()) if (block.node === node) return false;
  return !start.nodeMasks.hasCpu.includes(node)
    && !start.blocks.some((block) => block.node === node)
    && !start.zones.some((zone) => zone.node === node && zone.spanned > 0);
}

const anyOnline = (world: World, numbers: readonly BlockNumber[]): boolean => numbers.some((number) => world.blocks.get(number)?.zone !== undefined);

/** The same for every block of a range: one add has one flag. */
function vmemmapOf(world: World, [first]: readonly BlockNumber[]): Pages {
  return (first === undefined ? undefined : world.blocks.get(first)?.vmemmap) ?? pages(0);
}
