/** What the page of a run is given to draw memory of. */

/** Pictures of every block of every device. A picture has a cell for each block, in the order of the groups, as runs of (index into `cells`, how many). */
export interface Memory {
  readonly blockSize: number;
  readonly blockPages: number;
  readonly groups: readonly BlockGroup[];
  readonly cells: readonly Cell[];
  readonly pictures: readonly (readonly (readonly [cell: number, count: number])[])[];
  /** KiB on the nodes that had memory at the start. */
  readonly bootTotal: number;
}

export interface BlockGroup {
  /** The dax device, or what else the blocks belong to. */
  readonly name: string;
  readonly note: string;
  readonly blocks: readonly number[];
}

export interface Cell {
  readonly state: string;
  readonly zone?: string | undefined;
  readonly node?: number | undefined;
  /** Pages at its start that hold its memmap; undefined where nothing shows it. */
  readonly memmap?: number | undefined;
  readonly poisoned?: number | undefined;
  /** memory_block objects that were made for it and neither released nor in use. */
  readonly leaked?: number | undefined;
}
