import { expect, it } from 'vitest';
import { fileName } from './file-name.ts';

it.each([
  ['/here/a/b.yaml', 'a/b.yaml'], ['a/b.yaml', 'a/b.yaml'], ['/elsewhere/b.yaml', '/elsewhere/b.yaml'], ['../b.yaml', '/b.yaml'], ['.', '/here'],
])('%s is %s', (file, name) => {
  expect(fileName(file, '/here')).toBe(name);
});
