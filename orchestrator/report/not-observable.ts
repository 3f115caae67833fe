/** What the call witness cannot see, said once for each kernel release of a run: an inlined function is neither a finding nor a silence. */
import { carriesAltmap } from '../archive/call-schema.ts';
import type { RecordEvent } from '../archive/event.ts';

/** By `uname -r`, and there by what is not seen, with the reason. */
export type NotObservable = ReadonlyMap<string, ReadonlyMap<string, string>>;

type Witness = Extract<RecordEvent, { readonly type: 'call-witness' }>;

/** The argument stands elsewhere in another release, and this kernel's BTF does not say where. */
const NO_ALTMAP = 'unsupported (no BTF that says which argument it is)';

export function withWitness(known: NotObservable, release: string, { observable, missing }: Pick<Witness, 'observable' | 'missing'>): NotObservable {
  const unseen = [
    ...missing.map(({ fn, why }) => [fn, why] as const),
    ...observable.filter(({ fn, altmap }) => !altmap && carriesAltmap(fn)).map(({ fn }) => [`the altmap of ${fn}`, NO_ALTMAP] as const),
  ];
  const before = known.get(release);
  if (unseen.every(([what]) => before?.has(what))) return known;
  return new Map(known).set(release, new Map([...(before ?? []), ...unseen]));
}

/** `not observable on 6.1.0-50-amd64: mhp_init_memmap_on_memory: unsupported (inlined or absent)` */
export function notObservableLines({ notObservable }: { readonly notObservable: NotObservable }): string[] {
  return [...notObservable].map(([release, unseen]) => `not observable on ${release}: ${byReason(unseen).join('; ')}`);
}

function byReason(unseen: ReadonlyMap<string, string>): string[] {
  const reasons = [...new Set(unseen.values())];
  return reasons.map((reason) => `${[...unseen].filter(([, why]) => why === reason).map(([what]) => what).join(', ')}: ${reason}`);
}
