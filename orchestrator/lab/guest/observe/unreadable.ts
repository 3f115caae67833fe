/** Text of the guest in a shape that no known kernel prints. */
import { InfrastructureError } from '../../errors.ts';

export class UnreadableTextError extends InfrastructureError {
  override name = 'UnreadableTextError';

  /** @param where the file, with `line N` where there is one */
  constructor(where: string, expected: string, seen: string) {
    super({
      doing: 'reading what the guest observed',
      to: where,
      expected,
      seen: JSON.stringify(seen.length > 200 ? `${seen.slice(0, 200)}…` : seen),
      next: 'if this kernel is new, teach orchestrator/lab/guest/observe its format; otherwise the reply was damaged',
    });
  }
}
