/** The tree behind /proc/iomem `[kernel/resource.c]`. `end` is inclusive. */
import type { IomemEntry } from '../../model/observation.ts';
import { bytes } from '../../model/units.ts';

export interface Resource {
  readonly start: number;
  readonly end: number;
  readonly name: string;
  /** IORESOURCE_BUSY: nothing may be put inside. */
  busy: boolean;
  parent?: Resource;
  children: Resource[];
}

const EVERYTHING = { start: 0, end: Number.MAX_SAFE_INTEGER, name: 'PCI mem', busy: false };

export class ResourceTree {
  readonly #root: Resource = { ...EVERYTHING, children: [] };

  /** From the lines of /proc/iomem: a line that is indented more than the one before it lies within that one. */
  constructor(lines: readonly IomemEntry[]) {
    const open: Resource[] = [this.#root];
    for (const { depth, start, end, name } of lines) {
      open.length = depth + 1;
      const parent = open[depth] ?? this.#root;
      const resource: Resource = { start, end, name, busy: name.startsWith('System RAM'), parent, children: [] };
      parent.children.push(resource);
      open.push(resource);
    }
  }

  /** Goes down into what contains the range and is not busy; undefined on a conflict `[__request_region_locked]`. */
  request(start: number, size: number, name: string): Resource | undefined {
    const wanted: Resource = { start, end: start + size - 1, name, busy: true, children: [] };
    let parent = this.#root;
    for (;;) {
      const conflict = place(parent, wanted);
      if (!conflict) return wanted;
      if (conflict === parent || conflict.busy) return undefined;
      parent = conflict;
    }
  }

  /** `[release_mem_region_adjustable]` for a resource that is the whole range: the outermost busy one. */
  release(start: number, size: number): void {
    const found = this.#find((resource) => resource.busy && resource.start === start && resource.end === start + size - 1);
    if (found) this.remove(found);
  }

  /** `[remove_resource]`: what lies within moves up. */
  remove(resource: Resource): void {
    const { parent } = resource;
    if (!parent) return;
    parent.children = parent.children.flatMap((child) => (child === resource ? resource.children : [child]));
    for (const child of resource.children) child.parent = parent;
  }

  named(name: string): Resource | undefined {
    return this.#find((resource) => resource.name === name);
  }

  /** In front of what is behind it. */
  put(parent: Resource, { start, end, name }: Pick<Resource, 'start' | 'end' | 'name'>): void {
    place(parent, { start, end, name, busy: false, children: [] });
  }

  lines(): IomemEntry[] {
    return show(this.#root.children, 0);
  }

  #find(is: (resource: Resource) => boolean, within: readonly Resource[] = this.#root.children): Resource | undefined {
    for (const resource of within) {
      const found = is(resource) ? resource : this.#find(is, resource.children);
      if (found) return found;
    }
    return undefined;
  }
}

/** Undefined where it fitted; else what is in the way, `root` itself where the range is not within it `[__request_resource]`. */
function place(root: Resource, wanted: Resource): Resource | undefined {
  if (wanted.start < root.start || wanted.end > root.end) return root;
  const conflict = root.children.find((child) => child.end >= wanted.start && child.start <= wanted.end);
  if (conflict) return conflict;
  const before = root.children.filter((child) => child.end < wanted.start).length;
  root.children.splice(before, 0, wanted);
  wanted.parent = root;
  return undefined;
}

const show = (resources: readonly Resource[], depth: number): IomemEntry[] => resources.flatMap(({ start, end, name, children }) => [
  { depth, start: bytes(start), end: bytes(end), name }, ...show(children, depth + 1),
]);
