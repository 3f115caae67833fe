/** Section 7: writes to daxX.Y/memmap_on_memory. */
import { parseBoolean } from '../../../model/transitions/attribute.ts';
import type { Item } from '../item.ts';
import { created, device, holdsMemmap, is, written, type Step } from '../step.ts';

const meaning = (step: Step): boolean | undefined => parseBoolean(written(step), true);
const parameterOff = ({ before }: Step): boolean => before.constants.parameter === 'N';
const newLetter = (step: Step): boolean => /^[ed]/i.test(written(step));

const store = (generation: 'v5' | 'merged') => (id: string, text: string, by: (step: Step) => boolean): Item => ({
  id: `${generation === 'v5' ? '7.1' : '7.2'}/${id}`, text: generation === 'v5' ? `as posted: ${text}` : text,
  by: (step) => is(step, 'write-attribute') && step.before.constants.semantics.generation === generation && device(step)?.attribute !== undefined && by(step),
});
const posted = store('v5');
const merged = store('merged');

export const ATTRIBUTE: readonly Item[] = [
  posted('OK', 'OK', ({ errno }) => errno === 'OK'),
  posted('bound', 'a change while bound: OK, for the next bind', (step) => step.errno === 'OK' && device(step)?.bound === true && meaning(step) !== device(step)?.attribute),
  posted('parameter-off', '1 with the parameter off: OK', (step) => step.errno === 'OK' && meaning(step) === true && parameterOff(step)),
  posted('EINVAL', 'no boolean: EINVAL', ({ errno }) => errno === 'EINVAL'),
  { id: '7.1/ENXIO', text: 'as posted: a region without a driver: ENXIO', notYet: 'no operation unbinds a region' },
  merged('true', 'words of true', (step) => step.errno === 'OK' && meaning(step) === true),
  merged('false', 'words of false', (step) => step.errno === 'OK' && meaning(step) === false),
  merged('EINVAL', 'no boolean: EINVAL', (step) => step.errno === 'EINVAL' && !newLetter(step)),
  merged('letters', 'e and d from 6.16 on: booleans', (step) => newLetter(step) && step.errno !== 'EINVAL'),
  merged('no-letters', 'e and d before: EINVAL', (step) => newLetter(step) && step.errno === 'EINVAL'),
  merged('EOPNOTSUPP', '1 with the parameter off: EOPNOTSUPP', ({ errno }) => errno === 'EOPNOTSUPP'),
  merged('EOPNOTSUPP-already', '1 with the parameter off, even if it is 1: EOPNOTSUPP', (step) => step.errno === 'EOPNOTSUPP' && device(step)?.attribute === true),
  { id: '7.2/EINTR', text: 'a signal while waiting for the lock: EINTR', notYet: 'no operation is interrupted' },
  merged('EBUSY', 'a change while bound to kmem: EBUSY', ({ errno }) => errno === 'EBUSY'),
  merged('equal', 'the same value while bound to kmem: OK', (step) => step.errno === 'OK' && device(step)?.bound === true),
  merged('unbound', 'a change while unbound: OK', (step) => step.errno === 'OK' && device(step)?.bound === false && meaning(step) !== device(step)?.attribute),
  { id: '7.2/device_dax', text: 'a change while bound to device_dax: OK', notYet: 'no operation binds to device_dax' },
  merged('EINVAL-first', 'EINVAL comes before EOPNOTSUPP and EBUSY', (step) => step.errno === 'EINVAL' && (parameterOff(step) || device(step)?.bound === true)),
  merged('EOPNOTSUPP-first', 'EOPNOTSUPP comes before EBUSY', (step) => step.errno === 'EOPNOTSUPP' && device(step)?.bound === true && device(step)?.attribute === false),
  {
    id: '7.2/request', text: 'attribute 1 with the parameter off adds without the memmap on memory',
    by: (step) => is(step, 'bind', 'OK') && parameterOff(step) && device(step)?.attribute === true && created(step).length > 0 && !created(step).some(holdsMemmap),
  },
  { id: '7/absent', text: 'a kernel or a device without the attribute: ENOENT', by: (step) => is(step, 'write-attribute', 'ENOENT') },
];
