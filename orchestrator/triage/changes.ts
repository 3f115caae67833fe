/** What changed between two runs of a row: what may have brought a finding, or taken it away. */

/** Something that a row was made of. */
export interface Part {
  readonly what: 'kernel' | 'qemu' | 'package' | 'daxlab' | 'rules' | 'configuration' | 'host';
  readonly name: string;
  /** A version, and where two builds may have the same, a part of the sha256. */
  readonly version: string;
}

export interface Change extends Pick<Part, 'what' | 'name'> {
  /** Absent where it was not there before. */
  readonly before?: string | undefined;
  /** Absent where it is gone. */
  readonly after?: string | undefined;
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
    return [{ what: part.what, name: part.name, ...(old && { before: old.version }), ...(young && { after: young.version }) }];
  }).sort((one, other) => ORDER.indexOf(one.what) - ORDER.indexOf(other.what) || (one.name < other.name ? -1 : 1));
}
