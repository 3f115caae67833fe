/**
 * A CXL expander that is taken out and plugged in while the guest runs. QEMU presses the button of its slot, and the guest lets go. QEMU
 * (11.1, 10.0) never says DEVICE_DELETED of it, because something still refers to it; nor does it give the memory backend to another ("can't be
 * used multiple times"): so the guest says when it is gone, QEMU is asked, and a new one has other memory.
 */
import { z } from 'zod';
import { expanders, type Expander } from '../../config/cxl-expanders.ts';
import type { Machine } from '../../config/machine.ts';
import type { DaxName } from '../../model/operation.ts';
import { InfrastructureError } from '../errors.ts';
import { backendOf } from './command-line/backend.ts';
import { portOf } from './command-line/devices/cxl-topology.ts';
import type { Qmp } from './qmp/client.ts';

const peripherals = z.array(z.object({ name: z.string() }));

/** Dax devices whose region is on one expander that is behind a root port of its own. */
export const removable = ({ devices }: Pick<Machine, 'devices'>): readonly DaxName[] => devices.flatMap((device) => (device.kind === 'cxl-volatile' ? [device.dax] : []));

/** QEMU presses the button, and the guest's word is waited for by `left`. @throws InfrastructureError when QEMU refuses, or still has it then */
export async function unplugCxl<Left>(qmp: Qmp, machine: Machine, name: DaxName, left: () => Promise<Left>): Promise<Left> {
  const { id } = expanderOf(machine, name);
  await qmp.execute('device_del', { id });
  const told = await left();
  const names = peripherals.safeParse(await qmp.execute('qom-list', { path: '/machine/peripheral' }));
  if (names.success && !names.data.some((one) => one.name === id)) return told;
  throw new InfrastructureError({ doing: 'taking out a CXL expander that the guest let go of', to: id, expected: 'QEMU without it', seen: names.success ? 'it is there' : names.error.message });
}

/** @param index of the operation, for a name that no other backend of this guest has. @throws InfrastructureError when QEMU refuses */
export async function plugCxl(qmp: Qmp, machine: Machine, name: DaxName, index: number): Promise<void> {
  const expander = expanderOf(machine, name);
  const memory = `${backendOf(expander)}_${index}`;
  await qmp.execute('object-add', { 'qom-type': 'memory-backend-ram', id: memory, size: expander.size, reserve: false });
  await qmp.execute('device_add', { driver: 'cxl-type3', id: expander.id, bus: portOf(expander), 'volatile-memdev': memory, sn: expander.serial });
}

function expanderOf(machine: Machine, name: DaxName): Expander {
  const expander = expanders(machine).find(({ device }) => device.kind === 'cxl-volatile' && device.dax === name);
  if (expander) return expander;
  throw new InfrastructureError({ doing: `looking for the CXL expander of ${name}`, expected: 'one that can be taken out', seen: removable(machine).join(', ') || 'none' });
}
