/** scenario.yaml: what was done up to the operation that failed, as a file that `daxlab run` takes. */
import { stringify } from 'yaml';
import { faultKeys } from '../../scenario/fault-keys.ts';
import type { Step } from '../../scenario/scenario.ts';
import { requirementsOf, retell, retoldName, type Told } from '../../scenario/retell.ts';
import { MIB } from '../../model/units.ts';
import { rowTitle } from '../story.ts';
import { leadingTo, shrunkFor, type Failure } from './failure.ts';

export function scenarioYaml(failure: Failure): string {
  const { finding, key, row, runId } = failure;
  const told = leadingTo(failure).flatMap(({ operation, world }): Told[] => (world ? [{ operation, world }] : []));
  // A finding before the first operation needs none, and a scenario has at least one.
  const steps: readonly Step[] = told.length > 0 ? retell(told) : [{ kind: 'bind' }];
  const scenario = {
    name: retoldName(key.scenario),
    description: `${finding.title}: the ${shrunkFor(failure) ? 'smallest sequence that shows it, ' : 'steps '}of run ${runId}, ${rowTitle(row)}`,
    ...(told.length > 0 && { requires: [...requirementsOf(told)] }),
    on: { machines: [key.machine], policies: [key.policy], kernels: [key.kernel] },
    steps: steps.map(stepKeys),
  };
  return `# npx daxlab run ${finding.fingerprint}/scenario.yaml\n${stringify(scenario, { lineWidth: 120 })}`;
}

type Keys = Readonly<Record<string, unknown>>;

const stepKeys = (step: Step): Keys => ({ ...plainKeys(step), ...('fault' in step && step.fault && { fault: faultKeys(step.fault) }) });

function plainKeys(step: Step): Keys {
  switch (step.kind) {
    case 'write-attribute':
      return { 'write-attribute': step.value, ...deviceKey(step) };
    case 'bind':
    case 'unbind':
      return { [step.kind]: 'kmem', ...deviceKey(step) };
    case 'write-id':
      return { 'write-id': step.file, driver: step.driver, ...(step.value === undefined ? {} : { value: step.value }), ...deviceKey(step) };
    case 'write-dax-region':
      return { 'write-dax-region': step.file, value: step.value, region: step.region };
    case 'write-dax-state':
    case 'write-dax-size':
    case 'write-dax-mapping':
      return { [step.kind]: step.value, ...deviceKey(step) };
    case 'write-state':
      return { 'write-state': step.value, blocks: step.blocks, ...deviceKey(step) };
    case 'inject-notifier':
      return { 'inject-notifier': step.event, error: step.errno === 'OK' ? 0 : step.errno };
    case 'write-policy':
      return { 'write-policy': step.policy, value: step.value };
    case 'together':
      return { together: step.steps.map(stepKeys) };
    case 'plug-dimm':
    case 'unplug-dimm':
      return { [step.kind]: step.dimm };
    case 'unplug-cxl':
    case 'plug-cxl':
      return { [step.kind]: step.device };
    case 'make':
    case 'destroy':
      return { [step.kind]: step.what, ...deviceKey(step) };
    case 'fill':
      return { fill: step.size === 'most' || step.size % MIB !== 0 ? step.size : `${step.size / MIB}MiB`, ...deviceKey(step) };
    case 'pin':
      return { pin: step.by, blocks: step.blocks, ...deviceKey(step) };
    case 'release':
      return { release: 'all' };
    case 'poison-page':
      return { 'poison-page': step.page, blocks: step.blocks, ...deviceKey(step) };
    case 'seek-leaks':
      return { 'seek-leaks': 'kmemleak' };
    case 'repeat':
      return { repeat: step.times, steps: step.steps.map(stepKeys) };
  }
}

const deviceKey = ({ device }: { readonly device?: string | undefined }): Keys => (device === undefined ? {} : { device });
