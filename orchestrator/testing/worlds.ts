/** Short ways to worlds and back, for tests of the model and the judge. */
import type { DaxName, DimmName, InjectedErrno, Maker, NotifierEvent, Operation, Pin, PolicyName } from '../model/operation.ts';
import { predict } from '../model/predict.ts';
import { begin } from '../model/start.ts';
import { blockNumber, bytes, GIB, MIB, nodeId, pages, pfn } from '../model/units.ts';
import type { World } from '../model/world.ts';
import { start, type ImaginedGuest } from './start.ts';

export const bindTo = (device: `dax${number}.${number}` = 'dax0.0'): Operation => ({ kind: 'bind', device });
export const unbindFrom = (device: `dax${number}.${number}` = 'dax0.0'): Operation => ({ kind: 'unbind', device });
export const resize = (value: number | string, device: `dax${number}.${number}` = 'dax0.0'): Operation => ({ kind: 'write-dax-size', device, value: String(value) });
export const map = (value: string, device: `dax${number}.${number}` = 'dax0.0'): Operation => ({ kind: 'write-dax-mapping', device, value });
/** Makes a device of region 0, or does away with one. */
export const ofRegion = (file: 'create' | 'delete', value = '1'): Operation => ({ kind: 'write-dax-region', region: 0, file, value });
/** Writes to the device's state. */
export const ask = (value: string, device: `dax${number}.${number}` = 'dax0.0'): Operation => ({ kind: 'write-dax-state', device, value });
/** Without a name: of the first device. */
export const nameTo = (file: 'new_id' | 'remove_id', value = 'dax0.0', driver: 'kmem' | 'device_dax' = 'kmem'): Operation => ({ kind: 'write-id', driver, file, value });
export const state = (block: number, value: string): Operation => ({ kind: 'write-state', block: blockNumber(block), value });
export const attribute = (value: string, device: `dax${number}.${number}` = 'dax0.0'): Operation => ({ kind: 'write-attribute', device, value });
export const inject = (event: NotifierEvent, errno: InjectedErrno): Operation => ({ kind: 'inject-notifier', event, errno });
export const policy = (name: PolicyName, value: string): Operation => ({ kind: 'write-policy', policy: name, value });
/** @param page counted from the first of a block of 128 MiB */
export const poison = (block: number, page: number): Operation => ({ kind: 'poison-page', block: blockNumber(block), pfn: pfn(block * 32768 + page) });
/** So many MiB of node 1. */
export const fill = (mib: number, node = 1): Operation => ({ kind: 'fill', node: nodeId(node), pages: pages((mib * MIB) / 4096) });
export const pin = (block: number, by: Pin = 'pipe', node = 1): Operation => ({ kind: 'pin', block: blockNumber(block), node: nodeId(node), by });
export const RELEASE: Operation = { kind: 'release' };
export const make = (what: Maker, device: DaxName = 'dax0.0'): Operation => ({ kind: 'make', what, device });
export const destroy = (what: Maker, device: DaxName = 'dax0.0'): Operation => ({ kind: 'destroy', what, device });
/** A DIMM of node 1: 1 GiB at 4 GiB unless said otherwise. */
export const plug = (start = 4 * GIB, size = GIB, dimm: DimmName = 'dimm0'): Operation => ({ kind: 'plug-dimm', dimm, start: bytes(start), size: bytes(size), node: nodeId(1) });
export const unplug = (dimm: DimmName = 'dimm0'): Operation => ({ kind: 'unplug-dimm', dimm });

/** The world after the operations, each of which must be able to succeed. */
export function after(guest: ImaginedGuest | World, ...operations: readonly Operation[]): World {
  let world = 'constants' in guest ? guest : begin(start(guest));
  for (const operation of operations) {
    const done = predict(world, operation).find(({ errno }) => errno === 'OK');
    if (!done) throw new Error(`${JSON.stringify(operation)} cannot succeed here`);
    world = done.world;
  }
  return world;
}

/** Every errno the operation may come to, in the model's order. */
export const errnos = (world: World, operation: Operation): string[] => predict(world, operation).map(({ errno }) => errno);
