/** What changed between two runs of a row: what may have brought a finding, or taken it away. */

/** Something that a row was made of. */
export interface Part {
  readonly what: 'kernel' | 'qemu' | 'package' | 'daxlab' | 'rules' | 'configuration' | 'host';
  readonly name: string;
  /** A version, and where two builds may have the same, a part of the sha256. */
  readonly version: string;
  /** Of configuration, what it has under each key, as a hash. Absent in older records. */
  readonly keys?: Readonly<Record<string, string>> | undefined;
}

export interface Change extends Pick<Part, 'what' | 'name'> {
  /** Absent where it was not there before. */
  readonly before?: string | undefined;
  /** Absent where it is gone. */
  readonly after?: string | undefined;
  /** Keys of the configuration that differ, where both records have them. */
  readonly keys?: readonly string[] | undefined;
}

const ORDER: readonly Part['what'][] = ['kernel', 'qemu', 'daxlab', 'rules', 'configuration', 'package', 'host'];

/** The kernel first, what is rarely to blame last. Parts that one of the records is too old to have are no change: it has none of that sort. */
export function changes(before: readonly Part[], after: readonly Part[]): readonly Change[] {
  const sorts = new Set(before.map(({ what }) => what).filter((what) => after.some((part) => part.what === what)));
  const [then, now] = [before, after].map((parts) => new Map(parts.filter(({ what }) => sorts.has(what)).map((part) => [`${part.what} ${part.name}`, part])));
  const keys = [...new Set([...(then?.keys() ?? []), ...(now?.keys() ?? [])])];
  return keys.flatMap((key): readonly Change[] => {
    const [old, young] = [then?.get(key), now?.get(key)];
    const part = young ?? old;
    if (!part || old?.version === young?.version) return [];
    const differ = old?.keys && young?.keys && keysThatDiffer(old.keys, young.keys);
    return [{ what: part.what, name: part.name, ...(old && { before: old.version }), ...(young && { after: young.version }), ...(differ && { keys: differ }) }];
  }).sort((one, other) => ORDER.indexOf(one.what) - ORDER.indexOf(other.what) || (one.name < other.name ? -1 : 1));
}

const keysThatDiffer = (old: NonNullable<Part['keys']>, young: NonNullable<Part['keys']>): readonly string[] =>
  [...new Set([...Object.keys(old), ...Object.keys(young)])].filter((key) => old[key] !== young[key]).sort();
