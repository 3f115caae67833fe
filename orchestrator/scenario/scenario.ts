/**
 * A scenario: steps in words, expanded into operations against the model's current world, so that one scenario fits machines of any size.
 */
import type { Faulted } from '../model/fault.ts';
import type { Bytes } from '../model/units.ts';
import type { DaxDriver, DaxName, DimmName, IdFile, InjectedErrno, Maker, NotifierEvent, Pin, PolicyName, RegionFile } from '../model/operation.ts';

/** The attribute value of the row the scenario runs in, or its opposite. */
export const ATTRIBUTE_PLACEHOLDERS = ['$attribute', '$other'] as const;

/** Which memory blocks of a device: all, an end of it, or positions counted from its first block. */
export type BlockSelection = 'all' | 'first' | 'last' | readonly number[];

/** A step that stands for operations; a fault is armed for each of them anew. */
export type Action = Plain & Faulted;

type Plain =
  | { readonly kind: 'write-attribute'; readonly value: string; readonly device?: DaxName | undefined }
  | { readonly kind: 'bind'; readonly device?: DaxName | undefined }
  | { readonly kind: 'unbind'; readonly device?: DaxName | undefined }
  /** Without a value: the name of each device, or of the one that is named. */
  | { readonly kind: 'write-id'; readonly file: IdFile; readonly driver: DaxDriver; readonly value?: string | undefined; readonly device?: DaxName | undefined }
  | { readonly kind: 'write-dax-state'; readonly value: string; readonly device?: DaxName | undefined }
  | { readonly kind: 'write-dax-size'; readonly value: string; readonly device?: DaxName | undefined }
  | { readonly kind: 'write-dax-mapping'; readonly value: string; readonly device?: DaxName | undefined }
  | { readonly kind: 'write-dax-region'; readonly file: RegionFile; readonly value: string; readonly region: number }
  | { readonly kind: 'write-state'; readonly value: string; readonly blocks: BlockSelection; readonly device?: DaxName | DimmName | undefined }
  | { readonly kind: 'write-policy'; readonly policy: PolicyName; readonly value: string }
  | { readonly kind: 'inject-notifier'; readonly event: NotifierEvent; readonly errno: InjectedErrno }
  /** `page` counts from the first of the block, its own memmap included. */
  | { readonly kind: 'poison-page'; readonly page: number; readonly blocks: BlockSelection; readonly device?: DaxName | DimmName | undefined }
  /** Of the node of the device; `most` is what it can have without anything being killed for it. */
  | { readonly kind: 'fill'; readonly size: Bytes | 'most'; readonly device?: DaxName | DimmName | undefined }
  | { readonly kind: 'pin'; readonly by: Pin; readonly blocks: BlockSelection; readonly device?: DaxName | DimmName | undefined }
  | { readonly kind: 'release' }
  /** Steps that come to one operation each, made by as many processes at the same time. */
  | { readonly kind: 'together'; readonly steps: readonly Action[] }
  | { readonly kind: 'make' | 'destroy'; readonly what: Maker; readonly device?: DaxName | undefined }
  | { readonly kind: 'unplug-cxl' | 'plug-cxl'; readonly device: DaxName }
  | { readonly kind: 'plug-dimm'; readonly dimm: DimmName }
  | { readonly kind: 'unplug-dimm'; readonly dimm: DimmName }
  | { readonly kind: 'seek-leaks' };

/** The same steps several times over. */
export interface Repeat {
  readonly kind: 'repeat';
  readonly times: number;
  readonly steps: readonly Step[];
}

export type Step = Action | Repeat;

/** What a kernel must show for the scenario to make sense; where it is missing the row is `unsupported`. */
export const REQUIREMENTS = ['memmap-on-memory-attribute', 'memmap-on-memory-parameter', 'notifier-error-injection', 'hwpoison', 'dax-state', 'kmemleak'] as const;
export type Requirement = (typeof REQUIREMENTS)[number];

export interface Scenario {
  readonly name: string;
  readonly description: string;
  readonly requires: readonly Requirement[];
  /** Used where the kernel has it. */
  readonly uses?: readonly Requirement[] | undefined;
  readonly steps: readonly Step[];
}
