import { describe, expect, it } from 'vitest';
import type { Observation } from '../../model/observation.ts';
import { nodeId } from '../../model/units.ts';
import { faithful } from '../../testing/evidence.ts';
import { start } from '../../testing/start.ts';
import { bindTo, unbindFrom } from '../../testing/worlds.ts';
import { judge } from '../conclude.ts';
import { begin, observed } from './history.ts';
import { entriesReturn } from './kobjects.ts';

/** What is found when the objects at the bare moment after each cycle are changed so. */
function found(cycles: number, change: (objects: NonNullable<Observation['kobjects']>, cycle: number) => Observation['kobjects']) {
  let cycle = -1;
  const evidence = faithful({}, Array.from({ length: cycles }, () => [bindTo(), unbindFrom()]).flat()).map((item) => {
    if (item.type !== 'observed' || item.observation.dax[0]?.driver !== undefined || !item.observation.kobjects) return item;
    cycle++;
    return { ...item, observation: { ...item.observation, kobjects: change(item.observation.kobjects, cycle) } };
  });
  return judge(evidence).findings;
}

const nodes = (off: (cycle: number) => number) => (objects: NonNullable<Observation['kobjects']>, cycle: number) => ({ ...objects, kernfsNodes: (objects.kernfsNodes ?? 0) + off(cycle) });
const entries = (directory: string, more: number) => (objects: NonNullable<Observation['kobjects']>) => ({ ...objects, entries: { ...objects.entries, [directory]: (objects.entries[directory] ?? 0) + more } });

describe('entries of sysfs once everything is removed', () => {
  it.each(['/sys/devices/system/memory', '/sys/devices/system/node', '/sys/bus/dax/devices', '/sys/devices/virtual/memory_tiering'])('are as many as before: %s', (directory) => {
    expect(found(2, entries(directory, 1))).toMatchObject([{ title: 'objects in sysfs are not as many as before, once everything is removed', differences: [{ fact: `entries of ${directory}` }] }]);
    expect(found(2, entries(directory, -1))).toHaveLength(1);
    expect(found(2, entries(directory, 0))).toEqual([]);
  });
});

it('a node that had nothing before is not missed when it goes with what was added to it', () => {
  const guest = start();
  const mark = (observation: Observation, isThere: boolean, gone: boolean): Observation => ({
    ...observation, nodeMasks: { ...observation.nodeMasks, online: isThere ? [...new Set([...observation.nodeMasks.online, nodeId(1)])] : observation.nodeMasks.online },
    kobjects: observation.kobjects && { ...observation.kobjects, entries: { ...observation.kobjects.entries, '/sys/devices/system/node': 20 - (gone ? 1 : 0) } },
  });
  const law = (now: Observation) => entriesReturn(observed(begin(mark(guest, true, false), undefined), { operation: 1, observation: now }));
  expect(law(mark(guest, false, true))).toBeUndefined();
  expect(law(mark(guest, false, false))).toMatchObject({ differences: [{ fact: 'entries of /sys/devices/system/node', expected: '19', seen: '20' }] });
});

describe('nodes of sysfs over cycles', () => {
  it('that get more are found, with how many a cycle and a block', () => {
    expect(found(50, nodes((cycle) => 8 * cycle + (cycle % 4 < 2 === cycle % 2 > 0 ? 54 : -54)))).toMatchObject([{
      title: 'nodes of sysfs get more with every cycle',
      differences: [{ fact: 'kernfs nodes more per cycle, over 50', expected: 'at most 3.9', seen: '8' }, { fact: 'kernfs nodes more per block created', seen: '1' }],
    }]);
    expect(found(5, nodes((cycle) => 180 * cycle))).toHaveLength(1);
  });

  it('that go up and down, or get fewer, or are too few cycles are not', () => {
    expect(found(50, nodes((cycle) => (cycle % 3 === 0 ? 129 : 0)))).toEqual([]);
    expect(found(20, nodes((cycle) => -20 * cycle))).toEqual([]);
    expect(found(4, nodes((cycle) => 500 * cycle))).toEqual([]);
  });

  it('are not asked about in records of before they were read', () => {
    expect(found(50, (_objects, cycle) => (cycle < 0 ? _objects : undefined))).toEqual([]);
  });
});
