import { describe, expect, it } from 'vitest';
import { start } from '../testing/start.ts';
import { semanticsOf, semanticsWords, UnknownRelease } from './semantics.ts';

const generation = (release: string, attribute: string | undefined) => semanticsOf(start({ release, attribute })).generation;

describe('which contract a kernel is held to', () => {
  it('is told by the attribute and the release', () => {
    expect(generation('6.1.0-50-cloud-amd64', undefined)).toBe('before');
    expect(generation('6.6.0-rc4-v5+', '0')).toBe('v5');
    expect(generation('6.8.12', undefined)).toBe('merged');
    expect(generation('6.12.117+deb13-cloud-amd64', '0')).toBe('merged');
    expect(generation('7.3.4+deb13-cloud-amd64', '0')).toBe('merged');
  });

  it('is what was asked for by name, and it is told why', () => {
    const held = (release: string, asked?: 'v5') => semanticsWords(semanticsOf(start({ release }), asked));
    expect(held('6.12.117', 'v5')).toBe('the contract of the series as posted (v5), asked for by name');
    expect(held('6.12.117')).toBe('the contract as merged (6.8 and newer), by its release');
    expect(held('6.6.0-rc4-v5+')).toBe('the contract of the series as posted (v5), dax devices have the attribute before 6.9');
  });

  it('refuses to guess', () => {
    expect(() => generation('mainline', '0')).toThrow(UnknownRelease);
  });
});
