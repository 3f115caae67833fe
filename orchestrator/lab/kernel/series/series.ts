/** A patch series: which messages belong to it, and in which order they are applied. Pure. */
import type { FileDiff } from './diff.ts';
import type { PatchSubject } from './subject.ts';

/** A message as a mail tool wrote it. */
export interface Message {
  /** The file it is from, and where there are several in it, which: for errors. */
  readonly from: string;
  readonly subject: PatchSubject;
  /** Without angle brackets. */
  readonly id?: string | undefined;
  /** Undefined: a cover letter, an answer, something else. */
  readonly diff?: string | undefined;
  readonly files: readonly FileDiff[];
}

export interface Patch extends Message {
  readonly diff: string;
}

export interface Series {
  readonly version: number;
  /** Of the cover letter. */
  readonly cover?: Message | undefined;
  readonly patches: readonly Patch[];
}

/** The messages are no series: it says why. */
export class NotASeries extends Error {
  override name = 'NotASeries';
}

/** The newest version that is in it, by the numbers of the subjects; patches without numbers in the order they came. */
export function seriesOf(messages: readonly Message[]): Series {
  const own = messages.filter(({ subject }) => !subject.isAnswer);
  const withDiff = own.filter((message): message is Patch => message.diff !== undefined && message.subject.place?.number !== 0);
  if (withDiff.length === 0) throw new NotASeries(`no patch in ${messages.length === 1 ? 'the one message' : `its ${messages.length} messages`}`);
  const version = Math.max(...withDiff.map(({ subject }) => subject.version));
  const patches = withDiff.filter(({ subject }) => subject.version === version);
  const cover = own.find(({ subject }) => subject.version === version && subject.place?.number === 0);
  const numbered = patches.filter(({ subject }) => subject.place !== undefined);
  if (numbered.length === 0) return { version, cover, patches };
  const [other] = patches.filter(({ subject }) => subject.place === undefined);
  if (other) throw new NotASeries(`${quoted(numbered[0])} has a number and ${quoted(other)} has none`);
  return { version, cover, patches: inOrder(numbered) };
}

function inOrder(patches: readonly Patch[]): Patch[] {
  const [length, ...others] = new Set(patches.map(({ subject }) => subject.place?.of));
  if (length === undefined || others.length > 0) throw new NotASeries(`two series in one: of ${[length, ...others].join(' and of ')} patches`);
  return Array.from({ length }, (_, index) => {
    const [patch, again] = patches.filter(({ subject }) => subject.place?.number === index + 1);
    if (!patch) throw new NotASeries(`patch ${index + 1} of ${length} is missing`);
    if (again && again.diff !== patch.diff) throw new NotASeries(`two patches ${index + 1} of ${length}: in ${patch.from} and in ${again.from}`);
    return patch;
  });
}

const quoted = (message: Message | undefined): string => JSON.stringify(message?.subject.title ?? '');
