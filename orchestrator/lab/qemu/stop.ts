/** Ends a QEMU: asked first, then told, then killed. */
import { InfrastructureError } from '../errors.ts';
import { settles } from './deadline.ts';
import { DEADLINES, type Deadlines } from './deadlines.ts';
import type { Exit } from './exit.ts';
import type { GuardedProcess } from './guarded-process.ts';
import type { Qmp } from './qmp/client.ts';

export interface StopResult {
  /** What it took. */
  readonly how: 'had-ended' | 'quit' | 'terminated' | 'killed';
  readonly exit: Exit;
  readonly milliseconds: number;
}

/** @throws InfrastructureError when the process is still there after SIGKILL */
export async function stopQemu(
  guarded: GuardedProcess, exited: Promise<Exit>, qmp: Qmp | undefined, deadlines: Deadlines = DEADLINES,
): Promise<StopResult> {
  const began = performance.now();
  const steps = [
    { how: 'had-ended', act: () => undefined, deadline: { awaiting: 'a QEMU that has ended', milliseconds: 0 } },
    // The answer is not waited for: what counts is the end, and a QEMU that says no is told next.
    { how: 'quit', act: () => qmp?.execute('quit', undefined, deadlines.quit.milliseconds).catch(() => undefined), deadline: deadlines.quit },
    { how: 'terminated', act: () => { guarded.signal('SIGTERM'); }, deadline: deadlines.terminate },
    { how: 'killed', act: () => { guarded.signal('SIGKILL'); }, deadline: deadlines.kill },
  ] as const;
  for (const { how, act, deadline } of steps) {
    if (how === 'quit' && qmp === undefined) continue;
    void act();
    if (!await settles(exited, deadline)) continue;
    return { how, exit: await exited, milliseconds: Math.round(performance.now() - began) };
  }
  throw new InfrastructureError({
    doing: 'stopping QEMU', to: `process ${guarded.pid}`, expected: `${deadlines.kill.awaiting} within ${deadlines.kill.milliseconds / 1000} s`,
    seen: 'it is still there', next: `look at /proc/${guarded.pid}/stack`,
  });
}
