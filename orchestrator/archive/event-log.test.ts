import { readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openEventLog } from './event-log.ts';
import { scratchFolder } from './fixtures/scratch.ts';
import { RecordWriteError } from './record-error.ts';

const scratch = scratchFolder();

describe('openEventLog', () => {
  it('has each event in the file when the call returns, stamped with version and time', () => {
    const times = [100, 112.34];
    const file = join(scratch(), 'events.ndjson');
    const log = openEventLog(file, () => times.shift() ?? 200);
    expect(log.append({ type: 'completed', item: 'cycle', attempt: 1 })).toEqual({ v: 3, t: 100, type: 'completed', item: 'cycle', attempt: 1 });
    expect(readFileSync(file, 'utf8')).toBe('{"v":3,"t":100,"type":"completed","item":"cycle","attempt":1}\n');
    log.append({ type: 'progress', what: 'b' });
    expect(readFileSync(file, 'utf8').split('\n')[1]).toBe('{"v":3,"t":112.3,"type":"progress","what":"b"}');
    log.close();
  });

  it('says that the disk is full, and goes on saying so', () => {
    const file = join(scratch(), 'events.ndjson');
    symlinkSync('/dev/full', file);
    const log = openEventLog(file);
    const write = (): unknown => log.append({ type: 'completed' });
    expect(write).toThrow(RecordWriteError);
    expect(write).toThrow(/events\.ndjson\n {2}seen: {5}no space is left on the device \(ENOSPC.*\n {2}next: {5}make room/);
    log.close();
  });

  it('names a folder that is not there', () => {
    expect(() => openEventLog(join(scratch(), 'none', 'events.ndjson'))).toThrow(/there is no such file/);
  });
});
