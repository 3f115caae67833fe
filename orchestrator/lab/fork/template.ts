/** Boots the guest that others are forked from, to the point where it waits for its host's word, and saves it. */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { BootError } from '../errors.ts';
import { traceRequest } from '../guest/calls/witness.ts';
import { prepareCommand } from '../guest/prepare.ts';
import { bootFile } from '../kernel/boot-file.ts';
import { DEADLINES, describeLoss, saveState, startQemu, within, type RunningQemu } from '../qemu/index.ts';
import { askedLength, askRequest, preparedStatus, prepareRequest, WAITS } from './console-words.ts';
import { savedAt } from './forkable.ts';
import { LOGS, MEMORY, STATE, type SnapshotParts } from './parts.ts';

/** A boot takes 2.5 s on an idle machine, preparation 0.3 s. */
const WAIT = {
  boot: { awaiting: 'the template to wait on its console', milliseconds: 180_000 }, prepare: { awaiting: 'the template to prepare its devices', milliseconds: 120_000 },
  ask: { awaiting: "the template's agent to answer", milliseconds: 60_000 },
};

/** What every fork would have its agent do first, and need not do again: making the probes takes 0.2 s, the first observation twice what others take. */
const BEFOREHAND = [traceRequest(), { op: 'observe', pages: [] }];

/** @throws BootError when it does not get there, InfrastructureError, the signal's reason. QEMU has ended by then. */
export async function saveTemplate({ qemu, machine, kernel, image }: SnapshotParts, directory: string, signal: AbortSignal): Promise<void> {
  const memory = join(directory, MEMORY);
  await mkdir(memory);
  const lines = new ConsoleLines();
  const running = await startQemu({
    qemu, machine, kernel: bootFile(kernel, machine), initrd: image.path, accelerator: 'tcg', memory: { kind: 'shared', directory: memory },
    directory: join(directory, LOGS), signal, onConsoleLine: (line) => { lines.push(line); },
  });
  try {
    await orLost(running, within(lines.next((line) => (WAITS.test(line) ? true : undefined)), WAIT.boot));
    if (savedAt(machine) === 'prepared') {
      running.keyboard.write(prepareRequest(prepareCommand(machine).slice(1)));
      const status = await orLost(running, within(lines.next(preparedStatus), WAIT.prepare));
      if (status !== 0) throw new BootError({ doing: 'preparing a guest to be forked', to: machine.name, expected: 'exit status 0', seen: `exit status ${status}` });
    }
    for (const body of BEFOREHAND) {
      running.keyboard.write(askRequest(body));
      await orLost(running, within(lines.next(askedLength), WAIT.ask));
    }
    await saveState(running.qmp, join(directory, STATE), DEADLINES.migrate);
  } finally {
    await running.stop();
    await running.exited;
  }
  signal.throwIfAborted();
}

async function orLost<Value>({ lost }: RunningQemu, work: Promise<Value>): Promise<Value> {
  const gone = lost.then((loss): never => {
    throw new BootError({ doing: 'booting a guest to be forked', expected: 'a guest that waits on its console', seen: describeLoss(loss) });
  });
  gone.catch(() => undefined);
  work.catch(() => undefined);
  return Promise.race([work, gone]);
}

/** Lines of the console, each looked at by who waits for one. */
class ConsoleLines {
  readonly #seen: string[] = [];
  #waiting: (() => void) | undefined;

  push(line: string): void {
    this.#seen.push(line);
    this.#waiting?.();
  }

  /** What the first line says of those that came since the last call, and say something. */
  next<Said>(read: (line: string) => Said | undefined): Promise<Said> {
    return new Promise((resolve) => {
      const look = (): void => {
        for (let line = this.#seen.shift(); line !== undefined; line = this.#seen.shift()) {
          const said = read(line);
          if (said === undefined) continue;
          this.#waiting = undefined;
          resolve(said);
          return;
        }
      };
      this.#waiting = look;
      look();
    });
  }
}
