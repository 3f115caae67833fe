/**
 * A stopped guest into a file, and out of it again. Memory that is in files is left there (x-ignore-shared): what is written is the
 * devices' state alone, 0.3 MB, whatever the guest's size.
 */
import { InfrastructureError } from '../errors.ts';
import { within, type Deadline } from './deadline.ts';
import { deferred } from './deferred.ts';
import type { Qmp } from './qmp/client.ts';

/** `events`: QEMU tells when it is done, so that nobody has to ask again and again. */
const CAPABILITIES = ['x-ignore-shared', 'events'].map((capability) => ({ capability, state: true }));
const ENDS: ReadonlySet<unknown> = new Set(['completed', 'failed', 'cancelled']);

/** The guest is stopped, and stays so. @throws InfrastructureError */
export async function saveState(qmp: Qmp, file: string, deadline: Deadline): Promise<void> {
  await qmp.execute('stop');
  await migrated(qmp, { command: 'migrate', file, doing: 'saving a guest', deadline });
}

/** Into a QEMU that was started with -incoming defer and -S. The guest is paused. @throws InfrastructureError */
export async function restoreState(qmp: Qmp, file: string, deadline: Deadline): Promise<void> {
  await migrated(qmp, { command: 'migrate-incoming', file, doing: 'restoring a guest', deadline });
}

interface Migration {
  readonly command: 'migrate' | 'migrate-incoming';
  readonly file: string;
  readonly doing: string;
  readonly deadline: Deadline;
}

async function migrated(qmp: Qmp, { command, file, doing, deadline }: Migration): Promise<void> {
  const ended = deferred<string>();
  const ignore = qmp.onEvent(({ event, data }) => { if (event === 'MIGRATION' && ENDS.has(data['status'])) ended.resolve(String(data['status'])); });
  // A QEMU that cannot restore a guest says why on its standard error, and ends.
  void qmp.closed.then(() => { ended.resolve('QEMU ended'); });
  try {
    await qmp.execute('migrate-set-capabilities', { capabilities: CAPABILITIES });
    await qmp.execute(command, { uri: `file:${file}` });
    const how = await within(ended.promise, deadline);
    if (how !== 'completed') throw new InfrastructureError({ doing, to: file, expected: 'QEMU to complete it', seen: how, next: 'read qemu.log beside the console' });
  } finally {
    ignore();
  }
}
