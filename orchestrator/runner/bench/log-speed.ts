/** How fast the judge reads a log in which nothing is wrong, on one core: by the processor time that it takes, whatever else the machine does. */
import { ordinaryLog, readThrough } from '../../judge/log/speed.ts';
import type { Figure } from './figure.ts';

const BYTES = 50e6;
const WANTED = 50;

export function logSpeed(size = BYTES): Figure {
  const lines = ordinaryLog(size);
  const began = process.cpuUsage();
  const { bytes, reports } = readThrough(lines);
  const { user, system } = process.cpuUsage(began);
  // Bytes in a microsecond.
  const perSecond = bytes / (user + system);
  return {
    name: 'judge: kernel log read', value: perSecond, unit: 'MB/s', wanted: `at least ${WANTED}`, met: perSecond >= WANTED,
    detail: `${lines.length} lines, ${(bytes / 1e6).toFixed(0)} MB, ${reports} reports in it`,
  };
}
