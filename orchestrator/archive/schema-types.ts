/** Types of what a schema lets through. */

/** A record is never changed in memory: its types say so. */
export type DeepReadonly<T> = T extends string | number | boolean | null | undefined ? T : { readonly [Key in keyof T]: DeepReadonly<T[Key]> };
/** Two conditional types are assignable only when what they test against is identical; mere assignability would overlook optional keys. */
interface Tests<A> {
  // eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters -- it is the one that keeps the condition open
  readonly test: <T>() => T extends A ? 1 : 2;
}

/** Holds a schema's type against one written by hand, at compile time: `true` where the two are one type but for `readonly`. */
export type SameType<A, B> = Tests<DeepReadonly<A>> extends Tests<DeepReadonly<B>> ? true : false;
