import { expect, it } from 'vitest';
import { scratchFolder } from '../../archive/fixtures/scratch.ts';
import { daxlab } from '../fixtures/recorder.ts';

const scratch = scratchFolder();

it('says what a cache took and takes', async () => {
  expect(await daxlab('cache', 'prune', '--keep', '1GiB', '--cache', scratch())).toEqual({ out: '0 MB before, 0 MB after: removed 0 entries\n', err: '', status: 0 });
});
