import { describe, expect, it } from 'vitest';
import { start } from '../testing/start.ts';
import { semanticsOf, UnknownRelease } from './semantics.ts';

const generation = (release: string, attribute: string | undefined) => semanticsOf(start({ release, attribute })).generation;

describe('which contract a kernel is held to', () => {
  it('is told by the attribute and the release', () => {
    expect(generation('6.1.0-50-cloud-amd64', undefined)).toBe('before');
    expect(generation('6.6.0-rc4-v5+', '0')).toBe('v5');
    expect(generation('6.8.12', undefined)).toBe('merged');
    expect(generation('6.12.117+deb13-cloud-amd64', '0')).toBe('merged');
    expect(generation('7.3.4+deb13-cloud-amd64', '0')).toBe('merged');
  });

  it('refuses to guess', () => {
    expect(() => generation('mainline', '0')).toThrow(UnknownRelease);
  });
});
