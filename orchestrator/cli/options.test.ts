import { describe, expect, it } from 'vitest';
import { collectNames, defaultJobs, positiveInteger, sizeArgument } from './options.ts';

describe('options', () => {
  it('collects names, repeatable and comma-separated, each once', () => {
    expect(collectNames('b, c,', collectNames('a,b'))).toEqual(['a', 'b', 'c']);
    expect(() => collectNames(' , ')).toThrow('a name is missing');
  });

  it.each([[2, 64e9, 2], [16, 5e9, 2], [4, 1e9, 1]])('runs on %d processors with %d bytes free %d guests', (processors, memory, jobs) => {
    expect(defaultJobs(processors, memory)).toBe(jobs);
  });

  it('reads numbers and sizes strictly', () => {
    expect(positiveInteger('12')).toBe(12);
    expect(sizeArgument('5GiB')).toBe(5 * 1024 ** 3);
    for (const text of ['', '0', '-1', '1.5', '1e3', '99999999999999999999']) expect(() => positiveInteger(text)).toThrow();
    for (const text of ['', '5', '5GB', '0GiB']) expect(() => sizeArgument(text)).toThrow();
  });
});
