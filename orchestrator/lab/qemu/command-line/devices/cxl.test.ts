import { expect, test } from 'vitest';
import type { Machine } from '../../../../config/machine.ts';
import { machineSchema } from '../../../../config/machine.ts';
import { commandLine } from '../command-line.ts';

const machine = (...devices: object[]): Machine =>
  machineSchema.parse({ name: 'cxl', description: 'CXL devices', memory: '1GiB', hypervisorBit: 'hidden', devices });
function values({ argv }: { argv: readonly string[] }, option: string, pattern: RegExp): string[] {
  return argv.flatMap((word, index) => (word === option && pattern.test(argv[index + 1] ?? '') ? [argv[index + 1] ?? ''] : []));
}

test('interleaved: expanders of equal size, each behind its own root port of the one host bridge', () => {
  const line = commandLine(machine({ kind: 'cxl-interleaved', id: 'mem0', ways: 2, size: '1GiB', dax: 'dax0.0' }), { kernel: 'k', accelerator: 'tcg' });
  expect(values(line, '-device', /^(pxb-)?cxl/)).toEqual([
    'pxb-cxl,id=cxl_bridge,bus=pcie.0,bus_nr=12',
    'cxl-rp,id=mem0_0_port,bus=cxl_bridge,port=0,chassis=0,slot=0',
    'cxl-type3,id=mem0_0,bus=mem0_0_port,volatile-memdev=mem0_0_memory,sn=1',
    'cxl-rp,id=mem0_1_port,bus=cxl_bridge,port=1,chassis=0,slot=1',
    'cxl-type3,id=mem0_1,bus=mem0_1_port,volatile-memdev=mem0_1_memory,sn=2',
  ]);
  expect(values(line, '-object', /mem0/)).toEqual(['0', '1'].map((index) => `memory-backend-ram,id=mem0_${index}_memory,size=512M,reserve=off`));
  expect(line.argv.join(' ')).toContain('cxl-fmw.0.size=1024M');
});

test('persistent: behind a switch, with a label area', () => {
  const line = commandLine(machine({ kind: 'cxl-persistent', id: 'mem0', size: '1GiB', dax: 'dax0.0' }), { kernel: 'k', accelerator: 'tcg' });
  expect(values(line, '-device', /^cxl/)).toEqual([
    'cxl-rp,id=mem0_port,bus=cxl_bridge,port=0,chassis=0,slot=0',
    'cxl-upstream,id=mem0_switch,bus=mem0_port',
    'cxl-downstream,id=mem0_switch_port,bus=mem0_switch,port=0,chassis=1,slot=0',
    'cxl-type3,id=mem0,bus=mem0_switch_port,persistent-memdev=mem0_memory,sn=1,lsa=mem0_labels',
  ]);
});

test('serial numbers and ports go on over all devices', () => {
  const line = commandLine(machine(
    { kind: 'cxl-persistent', id: 'a', size: '256MiB', dax: 'dax0.0' },
    { kind: 'cxl-interleaved', id: 'b', ways: 4, size: '1GiB', dax: 'dax1.0' },
    { kind: 'cxl-volatile', id: 'c', size: '256MiB', dax: 'dax2.0' },
  ), { kernel: 'k', accelerator: 'tcg' });
  expect(values(line, '-device', /^cxl-type3/).map((text) => /sn=(\d+)/.exec(text)?.[1])).toEqual(['1', '2', '3', '4', '5', '6']);
  expect(values(line, '-device', /^cxl-rp/).map((text) => /port=(\d+)/.exec(text)?.[1])).toEqual(['0', '1', '2', '3', '4', '5']);
});
