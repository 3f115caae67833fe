/** Ordinary RAM and NUMA nodes. */
import type { Machine } from '../../../config/machine.ts';
import { formatSize, MIB } from '../../../config/size.ts';
import { checkMultiple, invalid } from './invalid.ts';
import { layout } from './layout.ts';
import { mebibytes } from './mebibytes.ts';
import type { Part } from './part.ts';

/** Kernel, initramfs and its unpacked copy need some 150 MiB; with 256 MiB there is room for a scenario. */
const LEAST = 256 * MIB;
const NODE0 = 'node0_memory';

/**
 * Node 0 has the processors and the machine's memory. QEMU refuses an NVDIMM of an undeclared node, so node 1 is declared for the
 * devices that ask for it; a CXL window gets its node from the kernel (one for each CFMWS entry, after those of SRAT).
 */
export function memory(machine: Machine, devices: readonly Part[]): Part {
  checkMultiple(machine, 'memory', machine.memory, { size: 2 * MIB, text: '2MiB', why: 'the kernel maps RAM in pages of that size' });
  if (machine.memory < LEAST) throw invalid(machine, 'memory', `at least ${formatSize(LEAST)}`, formatSize(machine.memory));
  const size = machine.memory + sum(devices.map(({ ram }) => ram ?? 0));
  const dimms = devices.flatMap(({ dimm }) => dimm ?? []);
  // Slots and a maximum only where a DIMM needs them: they reserve an address range, which moves CXL windows up.
  const slots = dimms.length === 0 ? '' : `,slots=${dimms.length},maxmem=${mebibytes(size + sum(dimms))}`;
  const second = node1(machine, devices);
  return {
    backends: [{ id: NODE0, size: machine.memory }],
    machine: [`max-ram-below-4g=${mebibytes(layout(machine).low)}`, ...(machine.hmat ? ['hmat=on'] : [])],
    argv: [
      '-m', `size=${mebibytes(size)}${slots}`,
      '-numa', `node,nodeid=0,memdev=${NODE0},cpus=0-${machine.cpus - 1}`,
      ...second,
      ...(machine.hmat ? SPEEDS.slice(0, second.length === 0 ? 1 : 2).flatMap(speed) : []),
    ],
  };
}

/** Of nodes 0 and 1, which is twice as far: any numbers will do. */
const SPEEDS = [{ latency: 10, bandwidth: '10G' }, { latency: 20, bandwidth: '5G' }] as const;

const speed = ({ latency, bandwidth }: (typeof SPEEDS)[number], node: number): string[] => [
  '-numa', `hmat-lb,initiator=0,target=${node},hierarchy=memory,data-type=access-latency,latency=${latency}`,
  '-numa', `hmat-lb,initiator=0,target=${node},hierarchy=memory,data-type=access-bandwidth,bandwidth=${bandwidth}`,
];

function node1(machine: Machine, devices: readonly Part[]): string[] {
  const wanted = devices.flatMap((part) => part.node1 ?? []);
  if (wanted.length === 0) return [];
  const memdev = wanted.find((node) => node.memdev !== undefined)?.memdev;
  return ['-numa', `node,nodeid=1${memdev === undefined ? '' : `,memdev=${memdev}`}${machine.hmat ? ',initiator=0' : ''}`];
}

const sum = (sizes: readonly number[]): number => sizes.reduce((total, size) => total + size, 0);
