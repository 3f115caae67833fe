/** Section 4.1: the zone that a block goes online in, by the rule that decided. */
import type { ZoneName } from '../../../model/observation.ts';
import type { HotBlock, World } from '../../../model/world.ts';
import { firstPfn } from '../../../model/world.ts';
import { isKernelZone, zoneSpan } from '../../../model/zones.ts';
import type { Item } from '../item.ts';
import { block, is, onlineBlocks, wentOnline, written, type Step } from '../step.ts';

/** The zone a block of its own was brought online in by this word. */
function chosen(step: Step, word: string): ZoneName | undefined {
  if (!is(step, 'write-state', 'OK') || written(step).trim() !== word) return undefined;
  return wentOnline(step)[0]?.zone;
}

function inSpan(world: World, { node, number }: HotBlock, zone: ZoneName): boolean {
  const { start, end } = zoneSpan(world, node, zone);
  const first = firstPfn(world.constants, number);
  return end > 0 && first < end && first + world.constants.blockPages > start;
}

const contiguous = (id: string, text: string, kernel: boolean, movable: boolean): Item => ({
  id: `4.1/contig-${id}`, text: `contig-zones: ${text}`,
  by: (step) => {
    const [one, zone, { onlinePolicy }] = [block(step), chosen(step, 'online'), step.before.policies];
    if (!one || zone === undefined || onlinePolicy !== 'contig-zones' || step.before.constants.movableNode) return false;
    const inKernel = (['DMA', 'DMA32', 'Normal'] as const).some((name) => inSpan(step.before, one, name));
    return inKernel === kernel && inSpan(step.before, one, 'Movable') === movable;
  },
});

const automatic = (id: string, text: string, by: (step: Step, block: HotBlock, zone: ZoneName) => boolean): Item => ({
  id: `4.1/auto-${id}`, text: `auto-movable: ${text}`,
  by: (step) => {
    const [one, zone, { onlinePolicy }] = [block(step), chosen(step, 'online'), step.before.policies];
    return one !== undefined && zone !== undefined && onlinePolicy === 'auto-movable' && by(step, one, zone);
  },
});

const groupHasKernelPages = ({ before }: Step, { group }: HotBlock): boolean => onlineBlocks(before).some((other) => other.group === group && isKernelZone(other.zone));
const refused = (step: Step, one: HotBlock, zone: ZoneName): boolean => isKernelZone(zone) && step.before.policies.autoMovableRatio > 0 && !groupHasKernelPages(step, one);

export const ZONE_CHOICE: readonly Item[] = [
  { id: '4.1/kernel', text: 'online_kernel: Normal', by: (step) => chosen(step, 'online_kernel') === 'Normal' },
  { id: '4.1/kernel-low', text: 'online_kernel: a lower zone that spans the block', by: (step) => ['DMA', 'DMA32'].includes(chosen(step, 'online_kernel') ?? '') },
  { id: '4.1/movable', text: 'online_movable: Movable', by: (step) => chosen(step, 'online_movable') === 'Movable' },
  contiguous('kernel', 'only the kernel zone spans the block', true, false),
  contiguous('movable', 'only Movable spans the block', false, true),
  contiguous('neither', 'no zone spans the block: the kernel zone', false, false),
  contiguous('both', 'both span the block: the kernel zone', true, true),
  {
    id: '4.1/movable-node', text: 'contig-zones with movable_node: Movable where the spans do not decide',
    by: (step) => step.before.constants.movableNode && step.before.policies.onlinePolicy === 'contig-zones' && chosen(step, 'online') === 'Movable',
  },
  automatic('off', 'ratio 0: the kernel zone', (step) => step.before.policies.autoMovableRatio === 0),
  automatic('group', 'the group has kernel pages: the kernel zone', (step, one) => step.before.policies.autoMovableRatio > 0 && groupHasKernelPages(step, one)),
  automatic('movable', 'within the ratio: Movable', (_step, _one, zone) => zone === 'Movable'),
  automatic('ratio', 'beyond the ratio of all nodes: the kernel zone', (step, one, zone) => refused(step, one, zone) && !step.before.policies.autoMovableNumaAware),
  automatic('node', 'beyond the ratio of all nodes or of its own: the kernel zone', (step, one, zone) => refused(step, one, zone) && step.before.policies.autoMovableNumaAware),
];
