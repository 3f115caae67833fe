/** A guest that is an imagined kernel, right or wrong, for tests of the runner: a fresh one for each boot. */
import { ERRNO, type ErrnoName } from '../model/operation.ts';
import type { Observation } from '../model/observation.ts';
import type { Boot, Guest, Lost } from '../runner/guest.ts';
import type { Dimm } from '../scenario/expand.ts';
import { WITNESS } from './evidence.ts';
import type { ImaginedKernel } from './second-opinion/imagined-kernel.ts';
import { observe } from './second-opinion/sysfs.ts';

export interface Imagined {
  readonly boot: Boot;
  /** So far. */
  readonly boots: () => number;
}

/** @param make the kernel of the n-th boot, from 1. @param choose where the outcome is open; the first unless said otherwise */
export function imaginedBoot(make: (boot: number) => ImaginedKernel, dimms: readonly Dimm[] = [], choose?: (errnos: readonly ErrnoName[]) => ErrnoName): Imagined {
  let boots = 0;
  return { boots: () => boots, boot: ({ log }) => Promise.resolve(imaginedGuest(make(++boots), dimms, log.push, choose)) };
}

function imaginedGuest(kernel: ImaginedKernel, dimms: readonly Dimm[], show: (line: string) => void, choose?: (errnos: readonly ErrnoName[]) => ErrnoName): Guest {
  let [records, accounted] = [0, 0];
  const print = (line: string): void => {
    records++;
    show(line);
  };
  let end!: (lost: Lost) => void;
  const lost = new Promise<Lost>((resolve) => { end = resolve; });
  return {
    release: kernel.start.release, accelerator: 'none (imagined)', begun: { how: 'boot', why: 'imagined' }, lost, dimms, expanders: [],
    prepare: () => Promise.resolve(),
    witnessCalls: () => Promise.resolve(WITNESS),
    observe: () => Promise.resolve<Observation>(observe(kernel)),
    perform: (operation, index) => {
      print(`[    1.0] daxlab: operation ${index} begin`);
      const { errno, also, calls, printed } = kernel.perform(operation, choose);
      for (const line of printed) print(line);
      print(`[    1.2] daxlab: operation ${index} end`);
      const log = { first: accounted, next: records, read: records - accounted, overrun: false, printed: records - accounted };
      accounted = records;
      return Promise.resolve({ errno: ERRNO[errno], also: also?.map((name) => ERRNO[name]), calls, log });
    },
    diagnose: () => Promise.resolve(),
    stop: () => {
      end({ how: 'exit', reason: 'stopped' });
      return Promise.resolve();
    },
  };
}
