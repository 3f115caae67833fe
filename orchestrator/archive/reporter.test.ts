import { expect, it } from 'vitest';
import { SUMMARY } from './fixtures/sample.ts';
import { everyReporter, type Reporter } from './reporter.ts';

it('tells every reporter of the end, and then what went wrong with one', async () => {
  const heard: string[] = [];
  const reporter = (name: string, fault?: Error): Reporter => ({
    start: () => heard.push(`${name} start`),
    event: ({ type }) => heard.push(`${name} ${type}`),
    end: () => {
      heard.push(`${name} end`);
      if (fault) throw fault;
    },
  });
  const all = everyReporter([reporter('a', new Error('no space')), reporter('b')]);
  all.start({ runId: 'r', folder: 'f', suite: 'smoke', items: [] });
  all.event({ v: 1, t: 0, type: 'completed' });
  await expect(all.end(SUMMARY)).rejects.toThrow('no space');
  expect(heard).toEqual(['a start', 'b start', 'a completed', 'b completed', 'a end', 'b end']);
});
