/** Under which names run.json has the configuration of a row, and among what was used that of its kernel. */
import type { ItemKey } from './item-id.ts';

export const machineConfiguration = ({ machine, policy }: Pick<ItemKey, 'machine' | 'policy'>): string => `${machine} with policy ${policy}`;

/** The scenario of all values of the attribute is one. */
export const scenarioConfiguration = ({ scenario }: Pick<ItemKey, 'scenario'>): string => scenario;

export const kernelConfiguration = (kernel: string): string => `configuration of ${kernel}`;
