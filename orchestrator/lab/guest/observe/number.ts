/** Numbers of kernel texts as the model's branded units. The lab may not import the model's constructors, so the border is here. */
import { unreadable, type Line } from './text-file.ts';

const LARGEST = 1n << 64n;

/**
 * Decimal digits as an exact integer. A counter that the kernel let drop below zero is printed as an unsigned long of 64 bits; it comes
 * back as the negative number it is, because that is a finding and not a damaged text.
 */
export function decimal(line: Line, digits: string | undefined): number {
  return exact(line, /^\d+$/.test(digits ?? '') ? BigInt(digits ?? '') : undefined);
}

/** Decimal digits with or without a sign. */
export function integer(line: Line, digits: string | undefined): number {
  return digits?.startsWith('-') ? -decimal(line, digits.slice(1)) : decimal(line, digits);
}

/** Hexadecimal digits without 0x: an address, or the number of a block. */
export function hexadecimal(line: Line, digits: string | undefined): number {
  return exact(line, /^[0-9a-f]+$/i.test(digits ?? '') ? BigInt(`0x${digits ?? ''}`) : undefined);
}

function exact(line: Line, value: bigint | undefined): number {
  if (value === undefined || value >= LARGEST) throw unreadable(line, 'a number of at most 64 bits');
  const signed = Number(BigInt.asIntN(64, value));
  if (!Number.isSafeInteger(signed)) throw unreadable(line, 'a number that is exact in 53 bits, or that dropped a little below zero');
  return signed;
}
