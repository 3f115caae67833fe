/** What one row of one run was made of, from its run.json. */
import { machineConfiguration, scenarioConfiguration } from '../archive/configuration-name.ts';
import type { RunFile } from '../archive/run-file.ts';
import type { Part } from './changes.ts';
import type { RowKey } from './entry.ts';

/** What a kernel came with says nothing that the kernel does not: a run may have several kernels. */
const KERNEL = /^(?:debian|build):|^(?:image for|configuration of) |^linux-(?:image|modules|base|headers)/;

export function partsOf({ used, daxlab, configuration = [], host, guests }: RunFile, row: RowKey, rules: number | undefined): readonly Part[] {
  const versioned = (what: Part['what'], name: string, version: string | undefined, sha256: string | undefined): Part => ({ what, name, version: [version, sha256?.slice(0, 12)].filter((one) => one !== undefined).join(' ') });
  const kernel = used.find(({ name }) => name === row.kernel);
  const qemu = used.find(({ name }) => name === 'qemu');
  const scenario = row.name.replace(/ memmap_on_memory=\S+$/, '');
  const names = { machine: machineConfiguration(row), scenario: scenarioConfiguration({ scenario }) };
  // Nothing of a guest that was not started is known but what it was to be.
  const accelerator = guests.map(({ command }) => command[command.indexOf('-accel') + 1]).find((one) => one !== undefined);
  return [
    ...(kernel ? [versioned('kernel', kernel.name, kernel.version, kernel.sha256)] : []),
    ...(qemu ? [versioned('qemu', 'qemu', qemu.version, qemu.sha256)] : []),
    versioned('daxlab', 'daxlab', [daxlab.version, daxlab.commit?.slice(0, 12)].filter((one) => one !== undefined).join(' '), daxlab.sha256),
    ...(rules === undefined ? [] : [{ what: 'rules', name: 'rules', version: String(rules) } as const]),
    ...configuration.filter(({ kind, name }) => names[kind] === name).map(({ kind, name, sha256, keys }) => ({ ...versioned('configuration', `${kind} ${name}`, undefined, sha256), ...(keys && { keys }) })),
    ...used.filter((one) => one !== qemu && one !== kernel && !KERNEL.test(one.name)).map(({ name, version, sha256 }) => versioned('package', name, version, version === undefined ? sha256 : undefined)),
    ...(accelerator === undefined ? [] : [{ what: 'host', name: 'accelerator', version: accelerator } as const]),
    { what: 'host', name: 'kernel', version: host.kernel }, { what: 'host', name: 'processors', version: String(host.cpus) },
  ];
}
