/** A dax region with the resources of its devices, as a list that is searched and changed `[drivers/dax/bus.c]`. */
import type { DaxName, ErrnoName } from '../../model/operation.ts';
import type { DevDax, Range } from './kmem.ts';

interface Allocation extends Range {
  readonly owner: DaxName;
}

const SUBSECTION = 2 * 1024 * 1024;

export class DaxRegion {
  /** `res.child` and its siblings, by address. */
  #allocations: Allocation[] = [];
  readonly #whole: Range;

  constructor(devices: readonly DevDax[], size: number) {
    for (const dev of devices) for (const { start, end } of dev.ranges) this.#allocations.push({ start, end, owner: dev.seen.name });
    this.#sort();
    const start = this.#allocations[0]?.start ?? 0;
    this.#whole = { start, end: start + size - 1 };
  }

  available(): number {
    return this.#allocations.reduce((left, { start, end }) => left - (end - start + 1), this.#whole.end - this.#whole.start + 1);
  }

  /** `[size_store, dev_dax_resize]` */
  resize(dev: DevDax, text: string): ErrnoName {
    const size = kstrtoull(text);
    if (typeof size === 'string') return size;
    if (size % BigInt(SUBSECTION) !== 0n) return 'EINVAL';
    if (dev.bound) return 'EBUSY';
    let left = Number(size) - dev.ranges.reduce((sum, { start, end }) => sum + end - start + 1, 0);
    if (left > this.available()) return 'ENOSPC';
    while (left < 0) left += this.#trim(dev, -left);
    while (left > 0) left -= this.#extend(dev, left);
    return 'OK';
  }

  /** `[mapping_store, alloc_dev_dax_range]` */
  map(dev: DevDax, text: string): ErrnoName {
    const parts = text.replace(/\n$/, '').split('-');
    const [start = NaN, end = NaN] = parts.map((part) => (/^\+?(0x)?[0-9a-f]+$/i.test(part) ? parseInt(part, 16) : NaN));
    if (parts.length !== 2 || Number.isNaN(start + end)) return 'EINVAL';
    if ((end - start + 1) % SUBSECTION !== 0) return 'ENXIO';
    if (start === end + 1) return dev.ranges.length === 0 ? 'OK' : 'EBUSY';
    const fits = start <= end && start >= this.#whole.start && end <= this.#whole.end && this.#allocations.every((other) => other.end < start || other.start > end);
    if (!fits) return 'ENOMEM';
    this.#allocate(dev, start, end);
    return 'OK';
  }

  #allocate(dev: DevDax, start: number, end: number): void {
    dev.ranges.push({ start, end });
    this.#allocations.push({ start, end, owner: dev.seen.name });
    this.#sort();
  }

  /** `[dev_dax_shrink]`: how much of it is gone. */
  #trim(dev: DevDax, most: number): number {
    const last = dev.ranges.at(-1);
    const place = this.#allocations.findIndex(({ start }) => start === last?.start);
    const own = this.#allocations[place];
    if (!last || !own) throw new Error('a range without its resource');
    const size = last.end - last.start + 1;
    if (most < size) {
      last.end -= most;
      own.end = last.end;
      return most;
    }
    dev.ranges.pop();
    this.#allocations.splice(place, 1);
    return size;
  }

  /** One round of `retry`. */
  #extend(dev: DevDax, most: number): number {
    const [first] = this.#allocations;
    const before = first ? first.start - this.#whole.start : this.#whole.end - this.#whole.start + 1;
    if (before > 0) {
      const size = Math.min(before, most);
      this.#allocate(dev, this.#whole.start, this.#whole.start + size - 1);
      return size;
    }
    for (const [place, own] of this.#allocations.entries()) {
      const next = this.#allocations[place + 1]?.start ?? this.#whole.end + 1;
      const size = Math.min(next - own.end - 1, most);
      if (size <= 0) continue;
      const last = dev.ranges.at(-1);
      if (own.owner === dev.seen.name && last?.start === own.start && last.end === own.end) {
        own.end += size;
        last.end = own.end;
      } else {
        this.#allocate(dev, own.end + 1, own.end + size);
      }
      return size;
    }
    throw new Error('nothing is free where something was');
  }

  #sort(): void {
    this.#allocations.sort((one, other) => one.start - other.start);
  }
}

/** `[lib/kstrtox.c]`, the base by the prefix. */
export function kstrtoull(text: string): bigint | 'EINVAL' | 'ERANGE' {
  const digits = text.replace(/\n$/, '').replace(/^\+/, '');
  const octal = /^0[0-7]+$/.test(digits) ? `0o${digits.slice(1)}` : digits;
  if (!/^(?:0x[0-9a-f]+|0o[0-7]+|0|[1-9]\d*)$/i.test(octal) || /^0o/i.test(digits)) return 'EINVAL';
  const value = BigInt(octal);
  return value < 1n << 64n ? value : 'ERANGE';
}
