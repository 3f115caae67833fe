/** What a guest that hangs has to say before it is killed. Each question has its own deadline, so that a dead QEMU blocks none. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Writable } from 'node:stream';
import type { ConsoleLog } from './console-log.ts';
import type { Deadlines } from './deadlines.ts';
import type { Qmp } from './qmp/client.ts';
import { sysrq, SYSRQ_LETTERS } from './sysrq.ts';

export interface Patient {
  readonly qmp: Qmp;
  readonly console: ConsoleLog;
  /** What is written here the guest reads from its console. */
  readonly keyboard: Writable;
  /** Gets the texts, as `hang-<name>.txt`. */
  readonly directory: string;
  readonly deadlines: Deadlines;
}

export interface Diagnosis {
  /** By name: `status`, `registers`, `console`, `sysrq-l`, `sysrq-t`, `sysrq-w`. A question without an answer has the reason as its text. */
  readonly texts: Readonly<Record<string, string>>;
  /** Absolute paths of the same texts. */
  readonly files: readonly string[];
}

export async function diagnose({ qmp, console, keyboard, directory, deadlines }: Patient): Promise<Diagnosis> {
  const { milliseconds } = deadlines.question;
  const texts: Record<string, string> = { console: console.last.join('\n') };
  // First what asks nothing of the guest: sysrq changes what the processors do.
  texts['status'] = await answered(() => qmp.status(milliseconds));
  texts['registers'] = await answered(() => qmp.monitor('info registers -a', milliseconds));
  const printed = await sysrq(qmp, console, keyboard, deadlines.sysrq);
  for (const letter of SYSRQ_LETTERS) texts[`sysrq-${letter}`] = printed[letter];
  const files = Object.entries(texts).map(([name, text]) => {
    const file = join(directory, `hang-${name}.txt`);
    writeFileSync(file, `${text}\n`);
    return file;
  });
  return { texts, files };
}

async function answered(question: () => Promise<string>): Promise<string> {
  return question().catch((error: unknown) => `no answer: ${error instanceof Error ? error.message : String(error)}`);
}
