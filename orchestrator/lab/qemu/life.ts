/** Watches a QEMU's process, console and events for its end, or the guest's. */
import type { ConsoleLog } from './console-log.ts';
import { settles } from './deadline.ts';
import { deferred } from './deferred.ts';
import type { Exit } from './exit.ts';
import type { GuardedProcess } from './guarded-process.ts';
import { PANIC, STOPPED_BY_ITSELF, type Loss } from './loss.ts';
import type { Qmp } from './qmp/client.ts';
import type { QmpEvent } from './qmp/message.ts';

export interface Life {
  readonly exited: Promise<Exit>;
  readonly lost: Promise<Loss>;
  /** For every event; `qmp` to ask back. */
  readonly onEvent: (event: QmpEvent, qmp: Qmp | undefined) => void;
}

export function watchLife(guarded: GuardedProcess, console: ConsoleLog): Life {
  const lost = deferred<Loss>();
  let shutdown: string | undefined;
  const controlClosed = new Promise<void>((resolve) => guarded.control.once('close', resolve));
  const exited = guarded.ended.then(async (ended): Promise<Exit> => {
    // QEMU's last words (SHUTDOWN) may still be on their way.
    await settles(controlClosed, { awaiting: 'the end of the control channel', milliseconds: 1000 });
    // A panic on the console is told before the exit that it causes.
    console.end();
    const exit: Exit = { ...ended, ...(shutdown === undefined ? {} : { shutdown }) };
    lost.resolve({ how: 'exit', exit });
    return exit;
  });
  console.onLine((line) => { if (PANIC.test(line)) lost.resolve({ how: 'panic', line }); });
  const onEvent = ({ event, data }: QmpEvent, qmp: Qmp | undefined): void => {
    if (event === 'SHUTDOWN') shutdown = String(data['reason']);
    // The event does not say why; a status that daxlab itself asked for (`paused`) is no loss.
    if (event === 'STOP') {
      qmp?.status().then((status) => { if (STOPPED_BY_ITSELF.has(status)) lost.resolve({ how: 'stopped', status }); }, () => undefined);
    }
  };
  return { exited, lost: lost.promise, onEvent };
}
