/** What a row is made of, for the record: triage says from it what changed between two runs, and what was the same. */
import { createHash } from 'node:crypto';
import { machineConfiguration, scenarioConfiguration } from '../archive/configuration-name.ts';
import type { Configuration, Daxlab } from '../archive/run-file.ts';
import type { SummaryRow } from '../archive/summary.ts';
import type { Generation } from '../model/semantics.ts';
import type { PlannedItem } from '../config/run-plan.ts';
import { RULES } from '../judge/rules.ts';
import type { Supply } from './supplies.ts';

export type Made = Required<Pick<SummaryRow, 'build' | 'inputs'>>;

/** The configuration of every row, each once. */
export function configurationOf(items: readonly Pick<PlannedItem, 'item' | 'machine' | 'scenario'>[]): Configuration[] {
  const all = items.flatMap((planned) => ownConfiguration(planned));
  return [...new Map(all.map((one) => [`${one.kind} ${one.name}`, one])).values()];
}

/** The accelerator goes by whether KVM is usable: what QEMU and the machine make of that is in the other inputs. */
export function inputsOf(planned: Pick<PlannedItem, 'item' | 'machine' | 'scenario'>, { kernel, qemu, image, kvm }: Pick<Supply, 'kernel' | 'qemu' | 'image' | 'kvm'>, daxlab: Daxlab, semantics?: Generation): Made {
  const configuration = ownConfiguration(planned).map(({ kind, name, sha256: hash }) => ({ kind, name, sha256: hash }));
  const parts = [kernel.sha256, image.sha256, qemu.sha256, qemu.packages, kvm.usable, daxlab.sha256, RULES, configuration, ...(semantics === undefined ? [] : [semantics])];
  return { build: kernel.sha256.slice(0, DIGITS), inputs: sha256(parts).slice(0, DIGITS) };
}
const DIGITS = 16;

const ownConfiguration = ({ item, machine, scenario }: Pick<PlannedItem, 'item' | 'machine' | 'scenario'>): readonly Configuration[] => [
  { kind: 'machine', name: machineConfiguration(item), ...hashesOf(withoutWords(machine)) },
  { kind: 'scenario', name: scenarioConfiguration(item), ...hashesOf(withoutWords(scenario)) },
];

const hashesOf = (described: object): Pick<Configuration, 'sha256' | 'keys'> => ({
  sha256: sha256(described),
  keys: Object.fromEntries(Object.entries(described).filter(([, value]) => value !== undefined).map(([key, value]) => [key, sha256(value).slice(0, DIGITS)])),
});

/** What is said for people changes nothing. */
const withoutWords = (described: { readonly description?: string | undefined }): object => ({ ...described, description: undefined });

const sha256 = (value: unknown): string => createHash('sha256').update(JSON.stringify(value)).digest('hex');
