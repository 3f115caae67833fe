/** Both directions of the control channel, as they were, each line after the host's monotonic time and an arrow: `12.345678 -> {…}`. */
import { appendFileSync } from 'node:fs';
import { monotonicSeconds } from '../monotonic.ts';

export type QmpLog = (direction: '->' | '<-', line: string) => void;

/** Written at once, so that it is whole up to the moment a daxlab is killed. The function throws what the file system throws. */
export function qmpLog(path: string): QmpLog {
  return (direction, line) => { appendFileSync(path, `${monotonicSeconds()} ${direction} ${line}\n`); };
}
