/**
 * What udev is told of memory blocks and nodes during an operation: of each what happened to it, in order `[drivers/base/core.c:device_add,
 * device_del, device_online, device_offline]`. How the objects take turns is left open: a node comes before its blocks from 7.2 on, behind them before.
 */
import type { BlockNumber } from './units.ts';
import type { World } from './world.ts';

/** `memory32` to `add online`; what nothing happened to is left out. */
export type Uevents = ReadonlyMap<string, string>;

/** @param passing blocks that came and went in between */
export function uevents(before: World, after: World, passing: readonly BlockNumber[] = []): Uevents {
  const told = new Map<string, string>(passing.map((block) => [`memory${block}`, 'add remove']));
  for (const block of new Set([...before.blocks.keys(), ...after.blocks.keys()])) {
    const actions = ofBlock(before, after, block);
    if (actions.length > 0) told.set(`memory${block}`, actions.join(' '));
  }
  for (const node of after.nodes) if (!before.nodes.has(node)) told.set(`node${node}`, 'add');
  for (const node of before.nodes) if (!after.nodes.has(node)) told.set(`node${node}`, 'remove');
  return told;
}

function ofBlock(before: World, after: World, number: BlockNumber): string[] {
  const [was, is] = [before.blocks.get(number), after.blocks.get(number)];
  return [
    ...(was?.zone && !is?.zone ? ['offline'] : []),
    ...(was && !is ? ['remove'] : []),
    ...(is && !was ? ['add'] : []),
    ...(is?.zone && !was?.zone ? ['online'] : []),
  ];
}

/** Of what was heard, in order. A node that came and went again was nothing: from 7.2 on it is there before a failed add knows that it fails. */
export function heard(events: readonly string[]): Uevents {
  const told = new Map<string, string>();
  for (const event of events) {
    const [action = '', object = ''] = event.split('@');
    told.set(object, told.has(object) ? `${told.get(object) ?? ''} ${action}` : action);
  }
  return new Map([...told].filter(([object, actions]) => !object.startsWith('node') || actions !== 'add remove'));
}
