/** Making and destroying what a dax device is made of, and waiting for an expander, by guest-scripts/remake: several writes, whose first failure is the operation's errno. */
import { daxOf } from '../../config/machine.ts';
import type { Operation } from '../../model/operation.ts';
import { InfrastructureError } from '../errors.ts';
import { deviceWord, type Preparation } from './prepare.ts';

export type Remaking = Extract<Operation, { kind: 'make' | 'destroy' | 'plug-cxl' | 'unplug-cxl' }>;

const WORK: Readonly<Record<Remaking['kind'], string>> = { make: 'make', destroy: 'destroy', 'plug-cxl': 'await', 'unplug-cxl': 'leave' };

/** @throws InfrastructureError where the machine has no such device */
export function remakeCommand(machine: Preparation, { kind, device: name }: Pick<Remaking, 'kind' | 'device'>): string[] {
  const device = machine.devices.find((one) => daxOf(one) === name);
  if (!device) throw new InfrastructureError({ doing: `having the guest ${kind} what ${name} is made of`, expected: 'a device of the machine', seen: machine.devices.map(({ id }) => id).join(', ') });
  return ['/daxlab/remake', WORK[kind], deviceWord(machine, device)];
}
