/** Bringing the guest's devices to the state every scenario starts from; the steps are guest-scripts/prepare and prepare.d. */
import type { Device } from '../../config/machine.ts';
import { BootError, UnsupportedError } from '../errors.ts';
import type { RunReply } from './run.ts';

const UNSUPPORTED = 3;

/** @param groups of modules (lab/image/module-groups) that the scenario needs besides the devices' own */
export function prepareCommand(devices: readonly Device[], groups: readonly string[] = []): string[] {
  return ['/daxlab/prepare', ...groups.map((group) => `+${group}`), ...devices.map(({ kind, dax }) => `${kind}:${dax}`)];
}

/**
 * @throws UnsupportedError with the guest's reason, where this kernel or machine cannot
 * @throws BootError with what was tried and all output, for anything else
 */
export function checkPrepared({ status, signal, output }: RunReply, devices: readonly Device[]): void {
  if (status === 0 && signal === 0) return;
  const to = devices.map(({ id, kind, dax }) => `${id} (${kind}, ${dax})`).join(', ');
  const reason = (word: string): string | undefined => new RegExp(`^${word}: (.*)$`, 'm').exec(output)?.[1];
  const why = reason('unsupported');
  if (status === UNSUPPORTED && why !== undefined) throw new UnsupportedError({ doing: 'preparing memory devices', to, seen: why });
  const ended = signal === 0 ? `exit status ${status}` : `ended by signal ${signal}`;
  throw new BootError({
    doing: 'preparing memory devices in the guest',
    to,
    expected: 'every dax device there, bound to no driver',
    seen: `${reason('failed') ?? ended}; output:\n${output.trimEnd()}`,
    next: "read the guest's console for what its kernel said",
  });
}
