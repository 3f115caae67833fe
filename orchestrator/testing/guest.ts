/** Guests without QEMU, for tests of the runner: one that does what the model says, and what is wrong with it. */
import { ChannelLostError } from '../lab/guest/lost.ts';
import type { LogAccount } from '../judge/log/numbering.ts';
import { ERRNO } from '../model/operation.ts';
import { predict } from '../model/predict.ts';
import { begin } from '../model/start.ts';
import type { Boot, Guest, Lost } from '../runner/guest.ts';
import { WITNESS } from './evidence.ts';
import { seen } from './seen.ts';
import { start, type ImaginedGuest } from './start.ts';

export interface Trouble {
  /** Before this operation returns. */
  readonly at: number;
  readonly what: 'hang' | 'panic' | 'disconnect' | 'wrong-errno' | 'warning' | 'stall' | 'lost-line';
}

export interface FakeBoot {
  readonly boot: Boot;
  /** What was done to the guests, in order. */
  readonly story: string[];
}

/** @param troubles one for each boot in turn; undefined for a good guest; an error for a boot that fails. The last one counts for all further. */
export function fakeBoot(imagined: ImaginedGuest, ...troubles: readonly (Trouble | Error | undefined)[]): FakeBoot {
  const story: string[] = [];
  let boots = 0;
  const boot: Boot = ({ log }) => {
    const trouble = troubles[Math.min(boots++, troubles.length - 1)];
    story.push('boot');
    log.push('[    0.000000] Linux version 6.12.117');
    if (trouble instanceof Error) return Promise.reject(trouble);
    return Promise.resolve(fakeGuest(imagined, trouble, log.push, story));
  };
  return { boot, story };
}

function fakeGuest(imagined: ImaginedGuest, trouble: Trouble | undefined, show: (line: string) => void, story: string[]): Guest {
  // The kernel's own count; what is shown before the guest is there is one line.
  let [records, accounted] = [1, 0];
  const print = (line: string): void => {
    records++;
    show(line);
  };
  const account = (): LogAccount => {
    const log = { first: accounted, next: records, read: records - accounted, overrun: false, printed: records - accounted };
    accounted = records;
    return log;
  };
  const observation = start(imagined);
  let world = begin(observation);
  let end!: (lost: Lost) => void;
  const lost = new Promise<Lost>((resolve) => { end = resolve; });
  const cut = (how: 'hang' | 'connection'): never => { throw new ChannelLostError(how, 'waiting', 'write', 'a reply', how); };
  return {
    release: observation.release,
    accelerator: 'none (imagined)',
    begun: { how: 'boot', why: 'imagined' },
    lost,
    dimms: [],
    expanders: [],
    prepare: () => Promise.resolve(),
    witnessCalls: () => Promise.resolve(WITNESS),
    observe: () => Promise.resolve(seen(world)),
    perform: (operation, index) => {
      const here = trouble?.at === index ? trouble.what : undefined;
      print(`[    1.0] daxlab: operation ${index} begin`);
      if (here === 'hang') return Promise.reject(new ChannelLostError('hang', 'waiting', 'write', 'a reply', 'nothing'));
      if (here === 'disconnect') return Promise.resolve().then(() => cut('connection'));
      if (here === 'panic') {
        print('[    1.1] Kernel panic - not syncing: Fatal exception');
        end({ how: 'panic', reason: 'Kernel panic' });
        return Promise.resolve().then(() => cut('connection'));
      }
      if (here === 'warning') print('[    1.1] WARNING: CPU: 0 PID: 1 at mm/memory_hotplug.c:1 try_remove_memory+0x1/0x2');
      if (here === 'stall') print('[    1.1] BUG: workqueue lockup - pool cpus=0 node=0 flags=0x0 nice=0 stuck for 207s!');
      if (here === 'lost-line') records++;
      const [outcome] = predict(world, operation);
      world = outcome?.world ?? world;
      print(`[    1.2] daxlab: operation ${index} end`);
      return Promise.resolve({ errno: here === 'wrong-errno' ? ERRNO.EIO : ERRNO[outcome?.errno ?? 'OK'], calls: outcome?.calls, log: account() });
    },
    diagnose: () => {
      story.push('diagnose');
      print('[    2.0] sysrq: Show Blocked State');
      return Promise.resolve();
    },
    stop: () => {
      if (story.at(-1) !== 'stop') story.push('stop');
      end({ how: 'exit', reason: 'stopped' });
      return Promise.resolve();
    },
  };
}
