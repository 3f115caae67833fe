/** QEMU's gdb stub as a typed thing: registers, memory, breakpoints, go and stop. A connected stub has the guest stopped. */
import type { Duplex } from 'node:stream';
import { InfrastructureError } from '../../errors.ts';
import { GdbChannel } from './channel.ts';
import { bytesOf, hexOf, littleEndian } from './hexadecimal.ts';
import { numberOf, registersOf, type Register, type Registers } from './registers.ts';
import { stopOf, type Stop } from './stop-reply.ts';

/**
 * Under TCG the two are the same: QEMU compares addresses when it translates and writes nothing into the guest's memory, so that neither meets the
 * int3 or the call of a kprobe. Under KVM `software` is an int3 of its own and `hardware` one of four debug registers.
 */
export type BreakpointKind = 'software' | 'hardware';
const KINDS = { software: 0, hardware: 1 } as const;

export interface Gdb {
  registers(): Promise<Registers>;
  setRegister(register: Register, value: bigint): Promise<void>;
  /** By the page tables of the processor that stopped. @throws InfrastructureError for an address that it has not mapped */
  readMemory(address: bigint, length: number): Promise<Buffer>;
  writeMemory(address: bigint, bytes: Buffer): Promise<void>;
  insert(address: bigint, kind?: BreakpointKind): Promise<void>;
  remove(address: bigint, kind?: BreakpointKind): Promise<void>;
  /** Runs until something stops it: a breakpoint, or interrupt(). From then on registers are of the processor that stopped. */
  resume(): Promise<Stop>;
  /** One instruction of the processor that stopped; the others wait. */
  step(): Promise<Stop>;
  interrupt(): void;
  /** Takes the breakpoints away, lets the guest go on and ends the connection. */
  detach(): Promise<void>;
  /** Ends the connection however things stand. */
  close(): void;
}

/** @throws InfrastructureError where what answers is no gdb stub of an x86-64 machine */
export async function openGdb(stream: Duplex): Promise<Gdb> {
  const channel = new GdbChannel(stream);
  if (await channel.ask('QStartNoAckMode') === 'OK') channel.withoutAcknowledgements();
  await channel.ask('qSupported:swbreak+;hwbreak+;xmlRegisters=i386');
  // QEMU takes single registers (P) only from who has read how they are numbered.
  const target = await channel.ask('qXfer:features:read:target.xml:0,ffb');
  if (!/^[lm].*i386:x86-64/s.test(target) && !/^[lm].*i386-64bit\.xml/s.test(target)) throw refused('qXfer:features:read:target.xml', 'the registers of x86-64', target);
  return client(channel, await stopped(channel.ask('?'), '?'));
}

function client(channel: GdbChannel, first: Stop): Gdb {
  let current = first;
  const ok = async (request: string): Promise<void> => {
    const answer = await channel.ask(request);
    if (answer !== 'OK') throw refused(request, 'OK', answer);
  };
  const run = async (request: string): Promise<Stop> => {
    current = await stopped(channel.await(request), request);
    if (current.thread !== undefined) await ok(`Hg${current.thread}`);
    return current;
  };
  const breakpoint = (letter: 'Z' | 'z') => (address: bigint, kind: BreakpointKind = 'software'): Promise<void> => ok(`${letter}${KINDS[kind]},${address.toString(16)},1`);
  return {
    registers: async () => {
      const answer = await channel.ask('g', 'the registers of the guest');
      const registers = registersOf(answer);
      if (!registers) throw refused('g', 'registers in hexadecimal', answer);
      return registers;
    },
    setRegister: (register, value) => ok(`P${numberOf(register).toString(16)}=${hexOf(littleEndian(value, 8))}`),
    readMemory: async (address, length) => {
      const request = `m${address.toString(16)},${length.toString(16)}`;
      const answer = await channel.ask(request);
      const bytes = bytesOf(answer);
      if (bytes?.length !== length) throw refused(request, `${length} bytes of memory`, answer);
      return bytes;
    },
    writeMemory: (address, bytes) => ok(`M${address.toString(16)},${bytes.length.toString(16)}:${hexOf(bytes)}`),
    insert: breakpoint('Z'),
    remove: breakpoint('z'),
    resume: () => run('vCont;c'),
    step: () => run(current.thread === undefined ? 'vCont;s' : `vCont;s:${current.thread}`),
    interrupt: () => { channel.interrupt(); },
    detach: async () => {
      await ok('D');
      channel.close();
    },
    close: () => { channel.close(); },
  };
}

async function stopped(answer: Promise<string>, request: string): Promise<Stop> {
  const reply = await answer;
  const stop = stopOf(reply);
  if (!stop) throw refused(request, 'the guest to stop', reply);
  return stop;
}

function refused(request: string, expected: string, seen: string): InfrastructureError {
  const said = seen === '' ? 'nothing: the stub does not know it' : seen.length > 200 ? `${seen.slice(0, 200)}…` : seen;
  return new InfrastructureError({ doing: "asking QEMU's gdb stub", to: request, expected, seen: said, next: 'daxlab was tried with QEMU 10.0 and 11.1' });
}
