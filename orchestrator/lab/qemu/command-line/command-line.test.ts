import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ConfigError } from '../../../config/explained-error.ts';
import { machineSchema, type Machine } from '../../../config/machine.ts';
import { MIB } from '../../../config/size.ts';
import { anyMachine } from '../fixtures/any-machine.ts';
import { cxl, hmem, nvdimm } from '../fixtures/machines.ts';
import { commandLine, type BootParts } from './command-line.ts';

const boot: BootParts = { kernel: '/boot/vmlinux', initrd: '/boot/initrd', accelerator: 'tcg' };

/** The values of every occurrence of an option. */
function values(machine: Machine, option: string, parts: BootParts = boot): string[] {
  const { argv } = commandLine(machine, parts);
  return argv.flatMap((word, index) => (word === option ? [argv[index + 1] ?? ''] : []));
}
const properties = (text: string): Map<string, string> => new Map(text.split(',').slice(1).map((pair) => pair.split('=', 2) as [string, string]));
const megabytes = (text: string | undefined): number => Number(/^(\d+)M$/.exec(text ?? '')?.[1]) * MIB;
/** Sizes in bytes of all memory backends. */
const backends = (machine: Machine): number[] => values(machine, '-object').map((text) => megabytes(properties(text).get('size')));
const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);

describe('a machine whose firmware tells of speed', () => {
  test('has it told of each node that there is from the start', () => {
    const speeds = (machine: Machine): string[] => values({ ...machine, hmat: true }, '-numa').filter((text) => text.startsWith('hmat-lb')).map((text) => [...properties(text)].slice(1, 2).flat().join(' '));
    expect(speeds(hmem)).toEqual(['target 0', 'target 0', 'target 1', 'target 1']);
    expect(speeds(cxl)).toEqual(['target 0', 'target 0']);
    expect(values({ ...hmem, hmat: true }, '-machine')[0]).toContain(',hmat=on');
    expect(values({ ...hmem, hmat: true }, '-numa')[1]).toMatch(/^node,nodeid=1,.*,initiator=0$/);
    expect(values(hmem, '-numa').join(' ')).not.toContain('hmat');
  });
});

describe('the smoke machines', () => {
  test('cxl', () => {
    expect(values(cxl, '-machine')).toEqual([
      'q35,usb=off,sata=off,smbus=off,vmport=off,max-ram-below-4g=2048M,cxl=on,cxl-fmw.0.targets.0=cxl_bridge,cxl-fmw.0.size=1024M',
    ]);
    expect(values(cxl, '-device').slice(0, 3)).toEqual([
      'pxb-cxl,id=cxl_bridge,bus=pcie.0,bus_nr=12',
      'cxl-rp,id=mem0_port,bus=cxl_bridge,port=0,chassis=0,slot=0',
      'cxl-type3,id=mem0,bus=mem0_port,volatile-memdev=mem0_memory,sn=1',
    ]);
    expect(values(cxl, '-cpu')).toEqual(['qemu64,+pdpe1gb,+rdrand,+rdseed,-hypervisor']);
    expect(values(cxl, '-m')).toEqual(['size=2048M']);
  });

  test('nvdimm', () => {
    expect(values(nvdimm, '-device')[0]).toBe('nvdimm,id=nvdimm0,memdev=nvdimm0_memory,node=1');
    expect(values(nvdimm, '-numa')).toEqual(['node,nodeid=0,memdev=node0_memory,cpus=0-0', 'node,nodeid=1']);
    expect(values(nvdimm, '-m')).toEqual(['size=2048M,slots=1,maxmem=3072M']);
  });

  test('hmem: its memory begins at 4 GiB', () => {
    expect(values(hmem, '-numa')).toEqual(['node,nodeid=0,memdev=node0_memory,cpus=0-0', 'node,nodeid=1,memdev=node1_memory']);
    expect(values(hmem, '-m')).toEqual(['size=3072M']);
    expect(commandLine(hmem, boot).kernelCommandLine).toContain('memmap=0x40000000%0x100000000-1+0xefffffff');
  });
});

describe('any machine', () => {
  const property = (check: (machine: Machine) => void): void => { fc.assert(fc.property(anyMachine, check)); };

  test('says for every device on which bus it is, but for a DIMM, which is on none', () => {
    property((machine) => {
      for (const device of values(machine, '-device')) expect(properties(device).has('bus')).toBe(!device.startsWith('nvdimm,'));
    });
  });

  test('has no id twice, and every reference leads to one', () => {
    property((machine) => {
      const all = ['-device', '-object', '-netdev', '-chardev'].flatMap((option) => values(machine, option).map(properties));
      const ids = all.map((each) => each.get('id'));
      expect(new Set(ids).size).toBe(ids.length);
      for (const each of all) {
        for (const name of ['memdev', 'volatile-memdev', 'persistent-memdev', 'lsa', 'netdev', 'chardev']) if (each.has(name)) expect(ids).toContain(each.get(name));
        if (each.has('bus')) expect([...ids, 'pcie.0', 'isa.0']).toContain(each.get('bus'));
      }
      for (const node of values(machine, '-numa').map(properties)) if (node.has('memdev')) expect(ids).toContain(node.get('memdev'));
    });
  });

  test('on files has every backend in one of its own, which only the guest that is saved writes to', () => {
    property((machine) => {
      const objects = (kind: 'shared' | 'private'): string[] => values(machine, '-object', { ...boot, memory: { kind, directory: '/a,b' } });
      const ids = values(machine, '-object').map((text) => properties(text).get('id'));
      for (const kind of ['shared', 'private'] as const) {
        expect(objects(kind).map((text) => /mem-path=\/a,,b\/([\w-]+),/.exec(text)?.[1])).toEqual(ids);
        for (const text of objects(kind)) expect(text.includes('share=on')).toBe(kind === 'shared');
        for (const text of objects(kind)) expect(text.includes('readonly=on')).toBe(kind === 'private');
      }
    });
  });

  test('has every root port in a slot and on a port of its own', () => {
    property((machine) => {
      const ports = values(machine, '-device').filter((device) => device.startsWith('cxl-rp,')).map(properties);
      for (const name of ['slot', 'port']) expect(new Set(ports.map((port) => port.get(name))).size).toBe(ports.length);
    });
  });

  test('has the memory that it says', () => {
    property((machine) => {
      const [size, slots, most] = ['size', 'slots', 'maxmem'].map((name) => properties(`,${values(machine, '-m')[0] ?? ''}`).get(name));
      const of = (kind: string): number => sum(machine.devices.filter((device) => device.kind.startsWith(kind)).map((device) => device.size));
      const pairs = Math.max(0, machine.devices.filter(({ kind }) => kind.startsWith('soft-reserved')).length - 1);
      const gaps = pairs * (machine.blockSize ?? 128 * MIB);
      const labels = machine.devices.filter(({ kind }) => kind === 'cxl-persistent').length * MIB;
      expect(megabytes(size)).toBe(machine.memory + of('soft-reserved') + gaps);
      expect(sum(backends(machine))).toBe(machine.memory + sum(machine.devices.map((device) => device.size)) + gaps + labels);
      if (slots === undefined) expect(of('nvdimm') + of('pc-dimm')).toBe(0);
      else expect(megabytes(most)).toBe(megabytes(size) + of('nvdimm') + of('pc-dimm'));
      const window = properties(values(machine, '-machine')[0] ?? '').get('cxl-fmw.0.size');
      if (window !== undefined) {
        expect(megabytes(window)).toBeGreaterThanOrEqual(of('cxl'));
        expect(megabytes(window) % (256 * MIB)).toBe(0);
      }
    });
  });

  test('has its soft-reserved memory behind node 0, at 4 GiB or above, a reserved block between two devices', () => {
    property((machine) => {
      const low = megabytes(properties(values(machine, '-machine')[0] ?? '').get('max-ram-below-4g'));
      expect(low).toBeLessThanOrEqual(machine.memory);
      const retyped = [...commandLine(machine, boot).kernelCommandLine.matchAll(/memmap=(0x\w+)%(0x\w+)-1\+(\w+)/g)]
        .map(([, size, start, type]) => ({ start: Number(start), size: Number(size), type })).sort((one, other) => one.start - other.start);
      const devices = machine.devices.filter(({ kind }) => kind.startsWith('soft-reserved'));
      expect(retyped.map(({ type }) => type)).toEqual(devices.flatMap((_, index) => (index === 0 ? ['0xefffffff'] : ['2', '0xefffffff'])));
      expect(retyped.filter(({ type }) => type !== '2').map(({ size }) => size)).toEqual(devices.map(({ size }) => size));
      let end = 2 ** 32 + machine.memory - low;
      for (const { start, size } of retyped) {
        expect(start).toBe(end);
        end += size;
      }
    });
  });
});

describe('a description that cannot be names its field', () => {
  const ranges = (...all: object[]): Record<string, unknown> => ({ devices: [{ ...hmem.devices[0], kind: 'soft-reserved-ranges', ranges: all }] });
  const cases: [string, Machine, Record<string, unknown>, string][] = [
    ['memory', hmem, { memory: '128MiB' }, 'at least 256MiB'],
    ['memory', hmem, { memory: '2049MiB' }, 'a multiple of 2MiB'],
    ['memory', hmem, { memory: '1TiB' }, 'below 1012 GiB'],
    ['cxlWindow', cxl, { cxlWindow: '1TiB' }, 'below 1012 GiB'],
    ['cxlWindow', cxl, { cxlWindow: '512MiB' }, 'at least 1GiB'],
    ['cxlWindow', cxl, { cxlWindow: '1152MiB' }, 'a multiple of 256MiB'],
    ['cxlWindow', hmem, { cxlWindow: '1GiB' }, 'none on a machine without CXL devices'],
    ['hypervisorBit', cxl, { hypervisorBit: 'visible' }, 'hidden on a machine with CXL devices'],
    ['commandLine', hmem, { commandLine: ['x'.repeat(2000)] }, 'below 2048 bytes'],
    ['devices[0].size', cxl, { devices: [{ ...cxl.devices[0], size: '384MiB' }] }, 'a multiple of 256MiB'],
    ['devices[0].size', nvdimm, { devices: [{ ...nvdimm.devices[0], size: '1025MiB' }] }, 'a multiple of 16MiB'],
    ['devices[0].size', nvdimm, { devices: [{ ...nvdimm.devices[0], size: '1TiB' }] }, 'below 1012 GiB'],
    ['devices[0].size', hmem, { devices: [{ ...hmem.devices[0], size: '1025MiB' }] }, 'a multiple of 2MiB'],
    ['devices[1].id', nvdimm, { devices: [nvdimm.devices[0], { ...nvdimm.devices[0], dax: 'dax1.0' }] }, 'a name that no other device has'],
    ['devices[1].dax', nvdimm, { devices: [nvdimm.devices[0], { ...nvdimm.devices[0], id: 'other' }] }, 'a name that no other device has'],
    ['devices[0].size', cxl, { devices: [{ ...cxl.devices[0], kind: 'cxl-interleaved', ways: 4, size: '512MiB' }] }, 'a multiple of 1GiB: CXL capacities are counted in 256MiB, each of 4 expanders by itself'],
    ['devices[0].size', cxl, { devices: [{ ...cxl.devices[0], kind: 'cxl-persistent', size: '384MiB' }] }, 'a multiple of 256MiB'],
    ['devices[0].ranges[0].at', hmem, ranges({ at: '1MiB', size: '2MiB' }), 'a multiple of 2MiB'],
    ['devices[0].ranges[0].size', hmem, ranges({ at: 0, size: '3MiB' }), 'a multiple of 2MiB'],
    ['devices[0].ranges[1].size', hmem, ranges({ at: 0, size: '2MiB' }, { at: '2MiB', size: '1GiB' }), 'a range within the 1GiB of the device'],
    ['devices[0].ranges[1].at', hmem, ranges({ at: '4MiB', size: '4MiB' }, { at: '2MiB', size: '4MiB' }), 'a range that shares nothing with ranges[0]'],
    ['blockSize', hmem, { blockSize: '128MiB' }, 'one of 256MiB, 512MiB, 1GiB, 2GiB'],
    ['blockSize', hmem, { blockSize: '2GiB', hypervisorBit: 'hidden' }, 'none on a machine that hides the hypervisor bit'],
  ];

  test.each(cases)('%s', (field, machine, change, expected) => {
    const wrong = machineSchema.parse({ ...machine, ...change });
    const thrown = (): unknown => { try { return commandLine(wrong, boot); } catch (error) { return error; } };
    const error = thrown();
    expect(error).toBeInstanceOf(ConfigError);
    expect((error as ConfigError).explanation.to).toBe(`${field} of machine ${machine.name}`);
    expect((error as ConfigError).explanation.expected).toContain(expected);
  });
});

/** Seconds that a kernel waits unless it is told otherwise `[kernel/watchdog.c, kernel/rcu/Kconfig.debug, lib/Kconfig.debug, kernel/workqueue.c]`. */
const DEFAULT_LIMITS = [['watchdog_thresh', 10], ['rcupdate.rcu_cpu_stall_timeout', 21], ['sysctl.kernel.hung_task_timeout_secs', 120], ['workqueue.watchdog_thresh', 30]] as const;

describe('the accelerator', () => {
  test('under KVM the host\'s processor is given, and a sound guest needs no patience', () => {
    const kvm = { ...boot, accelerator: 'kvm' } as const;
    expect(values(cxl, '-accel', kvm)).toEqual(['kvm']);
    expect(values(cxl, '-cpu', kvm)).toEqual(['host,-hypervisor']);
    for (const [word] of DEFAULT_LIMITS) expect(commandLine(cxl, kvm).kernelCommandLine).not.toContain(word);
  });

  test.each([cxl, hmem, nvdimm])('under TCG every watchdog of $name waits at least five times as long, or three where that is minutes', (machine) => {
    const words = new Map(commandLine(machine, boot).kernelCommandLine.split(' ').map((word) => word.split('=', 2) as [string, string]));
    for (const [word, limit] of DEFAULT_LIMITS) expect(Number(words.get(word)), word).toBeGreaterThanOrEqual(limit * (limit < 100 ? 5 : 3));
  });
});

describe('the kernel command line', () => {
  test('has the machine\'s boot values', () => {
    const machine = machineSchema.parse({ ...hmem, memmapOnMemory: 'force', defaultState: 'online_movable' });
    const words = commandLine(machine, boot).kernelCommandLine.split(' ');
    expect(words).toEqual(expect.arrayContaining(['memory_hotplug.memmap_on_memory=force', 'memhp_default_state=online_movable', 'console=ttyS0', 'panic=-1']));
  });

  test('ends with the machine\'s own words, then those of the boot, so that they win', () => {
    const machine = { ...hmem, commandLine: ['loglevel=3'] };
    expect(commandLine(machine, { ...boot, kernelOptions: ['daxlab.token=1'] }).kernelCommandLine).toMatch(/ loglevel=3 daxlab\.token=1$/);
  });

  test('is what QEMU is given', () => {
    expect(values(hmem, '-append')).toEqual([commandLine(hmem, boot).kernelCommandLine]);
  });
});

test('without an initramfs there is no -initrd', () => {
  expect(values(hmem, '-initrd', { kernel: 'k', accelerator: 'tcg' })).toEqual([]);
});
