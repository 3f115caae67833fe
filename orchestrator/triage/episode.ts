/** A finding's history in one row as a fold over the evidence, in kernel order: when it came, whether it always shows, when it went. */
import { Conditions } from './conditions.ts';
import type { Entry, Sighted } from './entry.ts';

export interface Evidence {
  readonly entry: Entry;
  /** Absent where the entry acquits the kernel. */
  readonly sighted?: Sighted | undefined;
}

/** k of n. */
export interface Rate {
  readonly seen: number;
  readonly of: number;
}

export interface Episode {
  /** The nearest clean entry before it. */
  readonly lastGood?: Entry | undefined;
  readonly firstBad: Entry;
  readonly lastBad: Entry;
  /** The newest run and the earliest of those that saw it: by time, where firstBad and lastBad are by kernel. */
  readonly newestBad: Entry;
  readonly since: string;
  /** Of the evidence from the first bad entry on, and of what came before it and was certainly made of the same as a bad one. */
  readonly rate: Rate;
  /** Seen and not seen on what the records call the same. */
  readonly flaky: boolean;
  /** It had been there before, and was fixed: between these two. */
  readonly earlier?: Pick<Gone, 'lastBad' | 'firstGood'> | undefined;
  /** The first clean entry of those that show that it is gone. */
  readonly firstGood?: Entry | undefined;
}

interface Gone {
  readonly lastBad: Entry;
  /** The first clean entry of those that show that it is gone. */
  readonly firstGood: Entry;
}

/** A flaky finding is gone once as many clean entries on something else would be rarer than this if it were still there. */
const CHANCE = 0.05;

type Open = { -readonly [Key in keyof Omit<Episode, 'rate'>]: Episode[Key] } & {
  seen: number;
  of: number;
  /** `of`, when it was last seen. */
  ofThen: number;
  readonly badOn: Conditions;
  readonly cleanOn: Conditions;
  /** Clean entries on something else since it was last seen. */
  others: number;
  firstOther?: Entry | undefined;
};

/** The last episode, undefined where the finding was never seen. */
export function lastEpisode(history: Iterable<Evidence>): Episode | undefined {
  const cleanBefore = new Conditions();
  let lastGood: Entry | undefined;
  let open: Open | undefined;
  for (const { entry, sighted } of history) {
    const twins = sighted ? cleanBefore.twins(entry) : 0;
    if (sighted) {
      const gone = open && goneIn(open);
      open = open && !(gone && isRegression(open, entry)) ? open : begin(entry, lastGood, twins, gone);
      bad(open, entry, twins > 0);
    } else {
      cleanBefore.add(entry);
      lastGood = entry;
      if (open) good(open, entry);
    }
  }
  if (!open) return undefined;
  const { firstBad, lastBad, newestBad, since, seen, of, flaky, earlier, firstGood } = open;
  return { lastGood: open.lastGood, firstBad, lastBad, newestBad, since, rate: { seen, of }, flaky, earlier, firstGood };
}

/** What shows again on a kernel that it had been seen on, or that had passed since, was never fixed. */
const isRegression = ({ badOn, cleanOn }: Open, entry: Entry): boolean => badOn.onKernel(entry) === 0 && cleanOn.onKernel(entry) === 0;

const goneIn = ({ lastBad, firstGood }: Open): Gone | undefined => firstGood && { lastBad, firstGood };

const begin = (entry: Entry, lastGood: Entry | undefined, twins: number, earlier: Gone | undefined): Open =>
  ({ lastGood, firstBad: entry, lastBad: entry, newestBad: entry, since: entry.run, seen: 0, of: twins, ofThen: 0, flaky: false, earlier, badOn: new Conditions(), cleanOn: new Conditions(), others: 0 });

function bad(open: Open, entry: Entry, hasTwin: boolean): void {
  open.flaky ||= hasTwin || open.firstGood !== undefined;
  open.seen += 1;
  open.of += 1;
  open.ofThen = open.of;
  open.badOn.add(entry);
  if (entry.run < open.since) open.since = entry.run;
  if (entry.run > open.newestBad.run) open.newestBad = entry;
  Object.assign(open, { lastBad: entry, others: 0, firstOther: undefined, firstGood: undefined });
}

function good(open: Open, entry: Entry): void {
  open.of += 1;
  open.cleanOn.add(entry);
  if (open.firstGood) return;
  if (open.badOn.alike(entry) > 0) {
    open.flaky = true;
    return;
  }
  open.others += 1;
  open.firstOther ??= entry;
  if ((1 - open.seen / open.ofThen) ** open.others <= CHANCE) open.firstGood = open.firstOther;
}
