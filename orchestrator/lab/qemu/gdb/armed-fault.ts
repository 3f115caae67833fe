/** A fault in a guest that runs: stopped at the function, changed there, and let go. Between its calls the guest runs as fast as ever. */
import { constants } from 'node:os';
import type { ArgumentNumber, Effect, Fault } from '../../../model/fault.ts';
import { within } from '../deadline.ts';
import type { Gdb } from './client.ts';
import { entryLength, LONGEST_ENTRY } from './entry.ts';
import { fromLittleEndian, littleEndian } from './hexadecimal.ts';
import { ARGUMENTS, type Register, type Registers } from './registers.ts';
import { SIGTRAP } from './stop-reply.ts';

export interface FaultOutcome {
  /** Whether the call was changed; of a fault that only counts, true. */
  readonly fired: boolean;
  /** How often the function was called, up to the one that was changed. */
  readonly calls: number;
}

export interface ArmedFault {
  /** Rejects when the stub fails: the guest may stand still then, and nothing that is asked of it is answered. Never resolves. */
  readonly failed: Promise<never>;
  /** Ends the watch, takes the breakpoint away and lets the guest go. @throws InfrastructureError */
  readonly disarm: () => Promise<FaultOutcome>;
  /** Of a guest that is gone. */
  readonly abandon: () => void;
}

const WORD = 8;
/** Of x86, in bytes. */
const LONGEST_INSTRUCTION = 15n;
/** What the processor pushes when it is interrupted: five words. A jump or a call changes the stack by one at most. */
const INTERRUPT_FRAME = 40n;
/** For a guest that runs to be stopped: QEMU's main loop has to come round. */
const STOP_MILLISECONDS = 30_000;

/** @param gdb of a guest that is stopped; it runs on. @param address of the function. @throws InfrastructureError */
export async function armFault(gdb: Gdb, fault: Fault, address: bigint): Promise<ArmedFault> {
  const watch = new Watch(gdb, fault, address + BigInt(entryLength(await gdb.readMemory(address, LONGEST_ENTRY))));
  await watch.arm();
  const ended = watch.run();
  const failed = ended.then(() => new Promise<never>(() => undefined));
  failed.catch(() => undefined);
  return {
    failed,
    disarm: async () => {
      watch.end();
      await within(ended, { awaiting: 'the guest to stop, so that its fault can be taken back', milliseconds: STOP_MILLISECONDS });
      await gdb.detach();
      return watch.outcome;
    },
    abandon: () => { gdb.close(); },
  };
}

class Watch {
  readonly #gdb: Gdb;
  readonly #fault: Fault;
  /** Where the function's own work begins. */
  readonly #entry: bigint;
  /** Where the only breakpoint is. */
  #breakpoint: bigint | undefined;
  /** The call that is to fail behind everything that it does: it returns with the stack pointer here. */
  #returning: { readonly stack: bigint; readonly errno: bigint } | undefined;
  /** Where the stack pointer of a call is that was stopped at and not got over: it will be met again. */
  #interrupted: bigint | undefined;
  #calls = 0;
  #fired: boolean;
  #ending = false;

  constructor(gdb: Gdb, fault: Fault, entry: bigint) {
    this.#gdb = gdb;
    this.#fault = fault;
    this.#entry = entry;
    this.#fired = fault.does.kind === 'count';
  }

  get outcome(): FaultOutcome {
    return { fired: this.#fired, calls: this.#calls };
  }

  arm(): Promise<void> {
    return this.#move(this.#entry);
  }

  /** Until it is to end. One stop is answered for each time the guest is let go, whether it met the breakpoint or was asked to stop. */
  async run(): Promise<void> {
    do {
      const { signal } = await this.#gdb.resume();
      const registers = await this.#gdb.registers();
      if (signal === SIGTRAP && registers.rip === this.#breakpoint) await this.#stopped(registers);
    } while (!this.#ending);
    await this.#move(undefined);
  }

  end(): void {
    this.#ending = true;
    this.#gdb.interrupt();
  }

  async #stopped(registers: Registers): Promise<void> {
    if (this.#returning) {
      // Another process may come by the same way.
      if (registers.rsp !== this.#returning.stack) return this.#stepOver(registers);
      await this.#gdb.setRegister('rax', this.#returning.errno);
      return this.#done();
    }
    if (registers.rsp === this.#interrupted) {
      this.#interrupted = undefined;
      return this.#stepOver(registers);
    }
    this.#calls++;
    if (this.#fault.does.kind === 'count' || !this.#isIt(registers)) return this.#stepOver(registers);
    return this.#change(registers, this.#fault.does);
  }

  #isIt(registers: Registers): boolean {
    const { at } = this.#fault;
    return 'call' in at ? this.#calls === at.call : registers[registerOf(at.argument)] === BigInt.asUintN(64, BigInt(at.is));
  }

  async #change(registers: Registers, does: Exclude<Effect, { kind: 'count' }>): Promise<void> {
    switch (does.kind) {
      case 'fail':
        if (does.after) return this.#failBehind(registers, negative(does.errno));
        return this.#return(registers, negative(does.errno));
      case 'skip':
        return this.#return(registers, 0n);
      case 'set-argument':
        await this.#gdb.setRegister(registerOf(does.argument), BigInt(does.value));
        return this.#done();
      case 'set-field':
        await this.#gdb.writeMemory(registers[registerOf(does.argument)] + BigInt(does.offset), littleEndian(BigInt(does.value), does.size));
        return this.#done();
    }
  }

  async #return(registers: Registers, value: bigint): Promise<void> {
    await this.#gdb.setRegister('rip', await this.#caller(registers));
    await this.#gdb.setRegister('rsp', registers.rsp + BigInt(WORD));
    await this.#gdb.setRegister('rax', value);
    return this.#done();
  }

  async #failBehind(registers: Registers, errno: bigint): Promise<void> {
    const caller = await this.#caller(registers);
    this.#returning = { stack: registers.rsp + BigInt(WORD), errno };
    await this.#move(caller);
  }

  /** The return address is what the stack pointer points to. */
  async #caller({ rsp }: Registers): Promise<bigint> {
    return fromLittleEndian(await this.#gdb.readMemory(rsp, WORD));
  }

  /** It happens once. */
  async #done(): Promise<void> {
    this.#fired = true;
    await this.#move(undefined);
  }

  /**
   * A breakpoint stops whoever is let go on it. On a busy host the step was seen to be an interrupt's first instruction instead of the function's (7.3.4, one of 30 guests): then
   * the same call comes by once more.
   */
  async #stepOver(before: Registers): Promise<void> {
    const here = this.#breakpoint;
    await this.#move(undefined);
    await this.#gdb.step();
    const { rip, rsp } = await this.#gdb.registers();
    const isNext = rip > before.rip && rip <= before.rip + LONGEST_INSTRUCTION;
    const isInterrupt = !isNext && (rsp > before.rsp || rsp <= before.rsp - INTERRUPT_FRAME);
    if (isInterrupt || rip === before.rip) this.#interrupted = before.rsp;
    await this.#move(here);
  }

  async #move(to: bigint | undefined): Promise<void> {
    if (this.#breakpoint !== undefined) await this.#gdb.remove(this.#breakpoint);
    this.#breakpoint = to;
    if (to !== undefined) await this.#gdb.insert(to);
  }
}

const registerOf = (argument: ArgumentNumber): Register => ARGUMENTS[argument - 1] ?? 'rdi';
const negative = (errno: Extract<Effect, { kind: 'fail' }>['errno']): bigint => BigInt(0 - constants.errno[errno]);
