import { expect, it } from 'vitest';
import { fileName } from './file-name.ts';

it.each([
  ['/work/a/b.yaml', 'a/b.yaml'], ['a/b.yaml', 'a/b.yaml'], ['/elsewhere/b.yaml', '/elsewhere/b.yaml'], ['../b.yaml', '/b.yaml'], ['.', '/work'],
])('%s is %s', (file, name) => {
  expect(fileName(file, '/work')).toBe(name);
});
