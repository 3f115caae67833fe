import { expect, it } from 'vitest';
import { RecordReadError, RecordWriteError } from '../archive/record-error.ts';
import { ConfigError, ExplainedError } from '../config/explained-error.ts';
import { BootError, GuestLostError, InfrastructureError, UnsupportedError } from '../lab/errors.ts';
import { endingOf, exitStatusFor } from './error-status.ts';

const explanation = { doing: 'reading a machine', to: 'cxl.yaml', expected: 'a size', seen: '1GB', next: 'write 1GiB' };

const going = new AbortController().signal;

it.each<[Error, number]>([
  [new ConfigError(explanation), 64],
  [new UnsupportedError(explanation), 4],
  [new InfrastructureError(explanation), 3],
  [new BootError(explanation), 3],
  [new GuestLostError(explanation), 3],
  [new ExplainedError(explanation), 3],
  [new RecordWriteError('f', 'full'), 3],
  [new RecordReadError('f', 'cut'), 3],
])('%s has no stack and its own status', (error, status) => {
  expect(endingOf(error, going)).toEqual({ status, text: `${error.message}\n` });
});

it('anything else is a defect, with every stack on the way', () => {
  const { status, text } = endingOf(new Error('outer', { cause: new TypeError('inner') }), going);
  expect(status).toBe(70);
  expect(text).toMatch(/a defect of daxlab[^]*Error: outer[^]*error-status\.test[^]*caused by: TypeError: inner[^]*please report/);
  expect(endingOf('thrown text', going).text).toContain('thrown text');
});

it('an interruption outweighs what fails after it, which is told all the same', () => {
  const reason = new Error('SIGINT');
  const signal = AbortSignal.abort(reason);
  expect(endingOf(reason, signal)).toEqual({ status: 130, text: 'interrupted\n' });
  expect(endingOf(new DOMException('This operation was aborted', 'AbortError'), signal)).toEqual({ status: 130, text: 'interrupted\n' });
  expect(endingOf(new InfrastructureError(explanation), signal)).toMatchObject({ status: 130, text: expect.stringContaining('while stopping: reading a machine') as string });
});

it.each([[0, 0], [1, 1], [3, 125], [64, 125], [70, 125], [125, 125], [130, 130]])('to git bisect run %i is %i: nothing but the kernel makes a commit bad', (status, told) => {
  expect(exitStatusFor(['bisect', '--run', 'cycle'], status)).toBe(told);
  expect(exitStatusFor(['bisect', 'cycle'], status)).toBe(status);
});
