import { describe, expect, it } from 'vitest';
import type { Fault } from '../../../model/fault.ts';
import { armFault, type FaultOutcome } from './armed-fault.ts';
import { openGdb } from './client.ts';
import { CALLER, fakeStub, type FakeProgram, type FakeStub } from './fixtures/fake-stub.ts';
import { recorded } from './fixtures/recorded.ts';

const ADDRESS = 0xffffffff81938570n;
const ELSEWHERE = 0xffffffff81000000n;
/** Without a landing pad and a call, the function's own work begins at its symbol. */
const call = (...args: bigint[]) => ({ address: ADDRESS, registers: { rdi: args[0] ?? 0n, rsi: args[1] ?? 0n, rdx: args[2] ?? 0n } });

interface Done extends FakeStub {
  readonly outcome: FaultOutcome;
}

async function armed(fault: Omit<Fault, 'in'>, program: FakeProgram): Promise<Done> {
  const stub = fakeStub(program);
  const { disarm } = await armFault(await openGdb(stub.stream), { in: 'f', ...fault }, ADDRESS);
  await stub.idle;
  const outcome = await disarm();
  expect(stub.breakpoints).toEqual(new Set());
  expect(stub.asked.at(-1)).toBe('D');
  return { ...stub, outcome };
}

const FAIL = { kind: 'fail', errno: 'ENOMEM' } as const;
const THREE = { calls: [call(1n), { address: ELSEWHERE }, call(2n), call(3n)] };

describe('a fault', () => {
  it('has the n-th call return the errno, and no other', async () => {
    const { returned, outcome } = await armed({ at: { call: 2 }, does: FAIL }, THREE);
    expect(returned).toEqual([-1n, -1n, -12n, -1n]);
    expect(outcome).toEqual({ fired: true, calls: 2 });
  });

  it('has the call with a certain argument return it', async () => {
    const { returned, outcome } = await armed({ at: { argument: 1, is: 3 }, does: FAIL }, THREE);
    expect(returned).toEqual([-1n, -1n, -1n, -12n]);
    expect(outcome).toEqual({ fired: true, calls: 3 });
  });

  it('has the call run and then fail', async () => {
    const { returned, asked, outcome } = await armed({ at: { call: 3 }, does: { ...FAIL, after: true } }, THREE);
    expect(returned).toEqual([-1n, -1n, -1n, -12n]);
    expect(asked).toContain(`Z0,${CALLER.toString(16)},1`);
    expect(outcome.fired).toBe(true);
  });

  it('skips a call', async () => {
    expect((await armed({ at: { call: 1 }, does: { kind: 'skip' } }, THREE)).returned).toEqual([0n, -1n, -1n, -1n]);
  });

  it('changes an argument, or a field of what it points to', async () => {
    const { asked } = await armed({ at: { call: 2 }, does: { kind: 'set-argument', argument: 3, value: 0 } }, THREE);
    expect(asked).toContain('P3=0000000000000000');
    const { memory, outcome } = await armed({ at: { call: 1 }, does: { kind: 'set-field', argument: 2, offset: 8, size: 4, value: -1 } }, { calls: [call(0n, 0x5000n)] });
    expect([0x5007n, 0x5008n, 0x500bn, 0x500cn].map((address) => memory.get(address))).toEqual([undefined, 255, 255, undefined]);
    expect(outcome.fired).toBe(true);
  });

  it('that only counts changes nothing', async () => {
    const { returned, outcome } = await armed({ at: { call: 1 }, does: { kind: 'count' } }, THREE);
    expect(returned).toEqual([-1n, -1n, -1n, -1n]);
    expect(outcome).toEqual({ fired: true, calls: 3 });
  });

  it('counts a call once, though an interrupt comes between the stop and the step', async () => {
    const { returned, outcome } = await armed({ at: { call: 3 }, does: FAIL }, { ...THREE, interrupted: [0, 2] });
    expect(returned).toEqual([-1n, -1n, -1n, -12n]);
    expect(outcome).toEqual({ fired: true, calls: 3 });
  });

  it('says that it did not fire, and how many calls there were', async () => {
    expect((await armed({ at: { call: 9 }, does: FAIL }, THREE)).outcome).toEqual({ fired: false, calls: 3 });
    expect((await armed({ at: { call: 1 }, does: FAIL }, { calls: [{ address: ELSEWHERE }] })).outcome).toEqual({ fired: false, calls: 0 });
  });

  it('stops behind the call that a kprobe is', async () => {
    const { asked } = await armed({ at: { call: 1 }, does: FAIL }, { calls: [], text: '660f1f00e887fab03e' });
    expect(asked).toContain(`Z0,${(ADDRESS + 9n).toString(16)},1`);
  });

  it('tells where the stub fails under way, because the guest stands still then', async () => {
    const stub = fakeStub({ ...THREE, answers: { 'm1000,8': 'E14' } });
    const { failed } = await armFault(await openGdb(stub.stream), { in: 'f', at: { call: 1 }, does: FAIL }, ADDRESS);
    await expect(failed).rejects.toThrow(/m1000,8\n {2}expected: 8 bytes of memory\n {2}seen: {5}E14/);
  });
});

describe('with QEMU 11.1, as it was recorded', () => {
  const end = async (name: string, fault: Fault, address: bigint): Promise<unknown> => {
    const { stream, untilInterrupt, left } = recorded(name);
    const failure = new Promise<never>((_, reject) => { stream.once('error', reject); });
    const { disarm } = await Promise.race([openGdb(stream).then((gdb) => armFault(gdb, fault, address)), failure]);
    await Promise.race([untilInterrupt, failure]);
    return [await disarm(), left()];
  };

  it('fails the second call', async () => {
    expect(await end('6.12.95-second-call', { in: 'create_memory_block_devices', at: { call: 2 }, does: FAIL }, 0xffffffff81938570n)).toEqual([{ fired: true, calls: 2 }, 0]);
  });

  it('fails a call behind everything that it does', async () => {
    expect(await end('6.12.95-behind', { in: 'arch_add_memory', at: { call: 1 }, does: { ...FAIL, after: true } }, 0xffffffff8109e750n)).toEqual([{ fired: true, calls: 1 }, 0]);
  });
});
