/** What a work item is called in a record. */
import { createHash } from 'node:crypto';

/** The parts of a work item that tell it from every other of its run. */
export interface ItemKey {
  readonly scenario: string;
  readonly machine: string;
  /** As it was asked for. */
  readonly kernel: string;
  readonly policy: string;
  readonly attribute?: string | undefined;
  /** Which of several runs of the same row it is, from 1; absent where there is one. */
  readonly time?: number | undefined;
}

/** `cycle-1.cxl.debian-6.12.default`: stable over runs, and fit for a file name on any system. */
export function itemId({ scenario, machine, kernel, policy, attribute, time }: ItemKey): string {
  const what = attribute === undefined ? scenario : `${scenario}-${slug(attribute)}`;
  return [what, machine, kernelSlug(kernel), policy, ...(time === undefined ? [] : [time])].join('.');
}

/** `name` of a row of summary.json: the scenario with the attribute value that its row was multiplied by. */
export function rowName({ scenario, attribute }: Pick<ItemKey, 'scenario' | 'attribute'>): string {
  return attribute === undefined ? scenario : `${scenario} memmap_on_memory=${attribute}`;
}

/** The scenario that a row of that name ran. */
export const scenarioOf = ({ name }: { readonly name: string }): string => name.replace(/ memmap_on_memory=.*$/s, '');

/** The name of a kernel as it was asked for, fit for a file name. */
export function kernelSlug(kernel: string): string {
  const named = /^(debian|build):([A-Za-z0-9][\w.+-]*)$/.exec(kernel);
  if (named) return `${named[1]}-${named[2]}`;
  return `${fit(kernel.replace(/^.*\//, ''))}-${hash(kernel)}`;
}

/** Two texts that lose different characters must not meet in one name: what is lost is told by a hash. */
function slug(text: string): string {
  return fit(text) === text ? text : `${fit(text)}-${hash(text)}`;
}

function fit(text: string): string {
  return text.replace(/[^A-Za-z0-9_+-]+/g, '_').slice(0, 40);
}

function hash(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 8);
}
