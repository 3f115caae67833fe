import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ConfigError } from './explained-error.ts';
import { nearest, noSuchName, pick } from './nearest.ts';

const MACHINES = ['cxl', 'nvdimm', 'hmem', 'cxl-param-off', 'cxl-2way'];

describe('nearest', () => {
  it('finds a slip of the finger', () => {
    expect(nearest('cxll', MACHINES)[0]).toBe('cxl');
    expect(nearest('nvdim', MACHINES)).toEqual(['nvdimm']);
    expect(nearest('HMEM', MACHINES)).toEqual(['hmem']);
  });

  it('counts a beginning as close', () => {
    expect(nearest('cxl-', MACHINES)).toEqual(['cxl', 'cxl-2way', 'cxl-param-off']);
  });

  it('is empty where nothing is close', () => {
    expect(nearest('balloon', MACHINES)).toEqual([]);
  });

  it('has the name itself before what only begins like it', () => {
    expect(nearest('/', ['/', "'", ',', ' '])[0]).toBe('/');
  });

  it('has the name itself first when it is there', () => {
    fc.assert(fc.property(fc.array(fc.string({ minLength: 1 }), { minLength: 1 }), (names) => {
      const [name = ''] = names;
      expect(nearest(name, names)[0]?.toLowerCase()).toBe(name.toLowerCase());
    }));
  });
});

describe('noSuchName', () => {
  it('is one line with the nearest names', () => {
    expect(noSuchName('machine', 'cxll', MACHINES)).toBe("no machine is called 'cxll'; nearest: cxl");
  });

  it('lists what there is when nothing is near', () => {
    expect(noSuchName('machine', 'balloon', ['hmem', 'cxl'])).toBe("no machine is called 'balloon'; there are: cxl, hmem");
    expect(noSuchName('suite', 'smoke', [])).toBe("no suite is called 'smoke'; there are none");
  });
});

describe('pick', () => {
  it('is the value, or a ConfigError that names the nearest', () => {
    const suites = new Map([['smoke', 1]]);
    expect(pick('suite', suites, 'smoke')).toBe(1);
    expect(() => pick('suite', suites, 'smok')).toThrow(ConfigError);
    expect(() => pick('suite', suites, 'smok')).toThrow("no suite is called 'smok'; nearest: smoke");
  });
});
