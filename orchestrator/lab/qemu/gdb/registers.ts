/** Registers of x86-64 in the order of QEMU's target.xml (gdb-xml/i386-64bit.xml): those that come first, which are 8 bytes each. */
import { bytesOf, fromLittleEndian } from './hexadecimal.ts';

export const REGISTERS = ['rax', 'rbx', 'rcx', 'rdx', 'rsi', 'rdi', 'rbp', 'rsp', 'r8', 'r9', 'r10', 'r11', 'r12', 'r13', 'r14', 'r15', 'rip'] as const;
export type Register = (typeof REGISTERS)[number];
export type Registers = Readonly<Record<Register, bigint>>;

const SIZE = 8;

/** Of the answer to `g`, what stands at its beginning; undefined for an answer that is too short or none. */
export function registersOf(answer: string): Registers | undefined {
  const bytes = bytesOf(answer);
  if (!bytes || bytes.length < REGISTERS.length * SIZE) return undefined;
  return Object.fromEntries(REGISTERS.map((name, place) => [name, fromLittleEndian(bytes.subarray(place * SIZE, (place + 1) * SIZE))])) as Registers;
}

export const numberOf = (register: Register): number => REGISTERS.indexOf(register);

/** Where the System V calling convention has a function find its first six arguments. */
export const ARGUMENTS = ['rdi', 'rsi', 'rdx', 'rcx', 'r8', 'r9'] as const satisfies readonly Register[];
