/** Bringing the guest's devices to the state every scenario starts from; the steps are guest-scripts/prepare and prepare.d. */
import { expanders, isCxl } from '../../config/cxl-expanders.ts';
import { daxOf, type Device, type Machine } from '../../config/machine.ts';
import { BootError, UnsupportedError } from '../errors.ts';
import type { RunReply } from './run.ts';

const UNSUPPORTED = 3;

/** What of a machine its guest must know. */
export type Preparation = Pick<Machine, 'devices' | 'blockSize'>;

/** @param groups of modules (lab/image/module-groups) that the scenario needs besides the devices' own */
export function prepareCommand(machine: Preparation, groups: readonly string[] = []): string[] {
  const { devices, blockSize } = machine;
  return [
    '/daxlab/prepare',
    ...(blockSize === undefined ? [] : [`block-size:${blockSize}`]),
    ...groups.map((group) => `+${group}`),
    ...devices.map((device) => deviceWord(machine, device)),
  ];
}

/** The device as the guest's scripts are told of it. */
export const deviceWord = (machine: Preparation, device: Device): string => [[device.kind, daxOf(device)].filter((word) => word !== undefined).join(':'), ...details(machine, device)].join(',');

/** `key=value` for the recipe of the device's kind. */
function details(machine: Preparation, device: Device): string[] {
  if (isCxl(device)) return [`serial=${expanders(machine).filter((expander) => expander.device === device).map(({ serial }) => serial).join('+')}`];
  if (device.kind === 'soft-reserved-ranges') return [`ranges=${device.ranges.map(({ at, size }) => `${at}+${size}`).join('/')}`];
  return [];
}

/**
 * @throws UnsupportedError with the guest's reason, where this kernel or machine cannot
 * @throws BootError with what was tried and all output, for anything else
 */
export function checkPrepared({ status, signal, output }: RunReply, { devices }: Preparation): void {
  if (status === 0 && signal === 0) return;
  const to = devices.map((device) => `${device.id} (${[device.kind, daxOf(device)].filter((word) => word !== undefined).join(', ')})`).join(', ');
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
