/** Making and destroying what a dax device is made of, and waiting for an expander, by guest-scripts/remake: several writes, whose first failure is the operation's errno. */
import { daxOf } from '../../config/machine.ts';
import type { Operation } from '../../model/operation.ts';
import { InfrastructureError } from '../errors.ts';
import { deviceWord, type Preparation } from './prepare.ts';
import type { RunReply } from './run.ts';

export type Remaking = Extract<Operation, { kind: 'make' | 'destroy' | 'plug-cxl' | 'unplug-cxl' }>;

const WORK: Readonly<Record<Remaking['kind'], string>> = { make: 'make', destroy: 'destroy', 'plug-cxl': 'await', 'unplug-cxl': 'leave' };

/** @throws InfrastructureError where the machine has no such device */
export function remakeCommand(machine: Preparation, { kind, device: name }: Pick<Remaking, 'kind' | 'device'>): string[] {
  const device = machine.devices.find((one) => daxOf(one) === name);
  if (!device) throw new InfrastructureError({ doing: `having the guest ${kind} what ${name} is made of`, expected: 'a device of the machine', seen: machine.devices.map(({ id }) => id).join(', ') });
  return ['/daxlab/remake', WORK[kind], deviceWord(machine, device)];
}

/** 0 or positive. @throws InfrastructureError where it failed otherwise than by a write that the kernel refused */
export function errnoOfRemake({ status, signal, output }: RunReply, command: readonly string[]): number {
  if (status === 0 && signal === 0) return 0;
  const errno = /^errno: (\d+)$/m.exec(output)?.[1];
  if (errno !== undefined) return Number(errno);
  throw new InfrastructureError({
    doing: 'making a device anew in the guest', to: command.join(' '), expected: 'it done, or a write that the kernel refused', seen: `exit status ${status}, signal ${signal}; output:\n${output.trimEnd()}`,
    next: "read the guest's console for what its kernel said",
  });
}
