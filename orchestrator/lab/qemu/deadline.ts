/** Waiting for something that may never come. Every wait of this room has a name and an end. */
import { InfrastructureError } from '../errors.ts';

export interface Deadline {
  /** What is waited for, as a phrase: `QEMU to open its control channel`. */
  readonly awaiting: string;
  readonly milliseconds: number;
}

/** @throws InfrastructureError that names the deadline, when `promise` has not settled in time; `to` is the thing waited on. */
export async function within<T>(promise: Promise<T>, deadline: Deadline, to?: string): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => { reject(new DeadlineError(deadline, to)); }, deadline.milliseconds);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** Whether `promise` settled in time. It must not reject. */
export async function settles(promise: Promise<unknown>, deadline: Deadline): Promise<boolean> {
  return within(promise, deadline).then(() => true, (error: unknown) => {
    if (error instanceof DeadlineError) return false;
    throw error;
  });
}

export class DeadlineError extends InfrastructureError {
  override name = 'DeadlineError';

  constructor(deadline: Deadline, to?: string) {
    super({ doing: `waiting for ${deadline.awaiting}`, to, expected: `within ${deadline.milliseconds / 1000} s`, seen: 'nothing so far' });
  }
}
