import { describe, expect, it } from 'vitest';
import { openGdb } from './client.ts';
import { fakeStub } from './fixtures/fake-stub.ts';

describe('a stub', () => {
  it('is read and written', async () => {
    const { stream, memory } = fakeStub({ calls: [] });
    const gdb = await openGdb(stream);
    await gdb.setRegister('rsp', 0x4000n);
    await gdb.setRegister('rax', -12n);
    expect(await gdb.registers()).toMatchObject({ rsp: 0x4000n, rax: 2n ** 64n - 12n, rip: 0n });
    await gdb.writeMemory(0x4000n, Buffer.from([1, 2, 3]));
    expect(memory.get(0x4001n)).toBe(2);
    expect(await gdb.readMemory(0x4000n, 3)).toEqual(Buffer.from([1, 2, 3]));
  });

  it('stops at a breakpoint and where it is asked to', async () => {
    const { stream, asked } = fakeStub({ calls: [{ address: 0x10n }] });
    const gdb = await openGdb(stream);
    await gdb.insert(0x10n, 'hardware');
    expect(asked.at(-1)).toBe('Z1,10,1');
    expect(await gdb.resume()).toEqual({ signal: 5, thread: '01' });
    await gdb.remove(0x10n, 'hardware');
    expect(await gdb.step()).toEqual({ signal: 5, thread: '01' });
    const running = gdb.resume();
    gdb.interrupt();
    expect(await running).toEqual({ signal: 2, thread: '01' });
    await gdb.detach();
  });

  it('acknowledges every packet where the stub wants that, as QEMU does', async () => {
    const { stream } = fakeStub({ calls: [], answers: { QStartNoAckMode: '' } });
    const gdb = await openGdb(stream);
    expect((await gdb.registers()).rip).toBe(0n);
  });

  it('has a damaged packet sent again', async () => {
    let asked = 0;
    const { stream } = fakeStub({
      calls: [], answers: { QStartNoAckMode: '' },
      bend: (packet, count) => (count === 1 ? Buffer.concat([packet.subarray(0, 3), Buffer.from('!'), packet.subarray(4)]) : packet),
    });
    const opened = openGdb(stream).catch((error: unknown) => error);
    stream.on('data', () => { asked++; });
    // The fake does not send again: what matters is that it was asked to.
    const write = stream.write.bind(stream);
    const said: string[] = [];
    stream.write = ((data: Buffer | string) => { said.push(data.toString()); if (data.toString() === '-') stream.destroy(); return write(data); }) as typeof stream.write;
    expect(String(await opened)).toContain("QEMU's gdb stub");
    expect(said).toContain('-');
    expect(asked).toBeGreaterThan(0);
  });

  it.each([
    ['?', 'W00', /to stop\n {2}seen: {5}W00/],
    ['qXfer:features:read:target.xml:0,ffb', 'l<architecture>aarch64</architecture>', /the registers of x86-64/],
  ])('that answers %s with %s is refused', async (request, answer, words) => {
    const { stream } = fakeStub({ calls: [], answers: { [request]: answer } });
    await expect(openGdb(stream)).rejects.toThrow(words);
  });

  it('explains what it does not take, and what it does not know', async () => {
    const { stream } = fakeStub({ calls: [], answers: { 'Z0,10,1': 'E22', 'z0,10,1': '', g: 'xx' } });
    const gdb = await openGdb(stream);
    await expect(gdb.insert(0x10n)).rejects.toThrow(/Z0,10,1\n {2}expected: OK\n {2}seen: {5}E22/);
    await expect(gdb.remove(0x10n)).rejects.toThrow(/nothing: the stub does not know it/);
    await expect(gdb.registers()).rejects.toThrow(/registers in hexadecimal/);
  });

  it('that goes away says so to who waits, and to whoever asks later', async () => {
    const { stream } = fakeStub({ calls: [] });
    const gdb = await openGdb(stream);
    const running = gdb.resume();
    stream.destroy();
    await expect(running).rejects.toThrow(/closed it/);
    await expect(gdb.registers()).rejects.toThrow(/closed it/);
  });
});
