/** Which of a candidate's operations make sense: what is left when others were cut may be about a block that is not there any more. */
import type { Operation } from '../../../model/operation.ts';
import { predict } from '../../../model/predict.ts';
import type { World } from '../../../model/world.ts';
import type { Source } from '../../source.ts';
import { fitting } from '../faults.ts';

/** Of those that are made together all: each is told as a step for the same world. */
const isPerformable = (world: World, operation: Operation): boolean => (operation.kind === 'together'
  ? operation.operations.every((one) => isPerformable(world, one))
  : predict(world, operation).some(({ errno }) => errno !== 'ENOENT'));

/** Without those that are about nothing, and without faults that the kernel does not come to; of an open outcome the first counts. */
export function performable(start: World, operations: readonly Operation[]): readonly Operation[] {
  let world = start;
  return operations.flatMap((one) => {
    if (!isPerformable(world, one)) return [];
    const operation = fitting(world, one);
    world = predict(world, operation)[0]?.world ?? world;
    return [operation];
  });
}

/** The operations in their order; one that has come to be about nothing, because the kernel took another branch, is passed over, and a fault that the kernel does not come to any more. */
export function listSource(operations: readonly Operation[]): Source {
  const left = operations.values();
  return (world) => {
    for (const operation of left) if (isPerformable(world, operation)) return fitting(world, operation);
    return undefined;
  };
}
