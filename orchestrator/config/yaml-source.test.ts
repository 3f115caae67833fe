import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseYaml, readYaml } from './yaml-source.ts';

const TEXT = `name: cxl
# a comment
devices:
  - kind: cxl-volatile
    size: 1GiB
  - kind: nvdimm
    size:
      - 1
`;

describe('parseYaml', () => {
  it('knows the line of every key', () => {
    const { lineOf, value } = parseYaml(TEXT, 'cxl.yaml', 'reading');
    expect(value).toHaveProperty('devices[1].kind', 'nvdimm');
    expect(lineOf(['name'])).toBe(1);
    expect(lineOf(['devices'])).toBe(3);
    expect(lineOf(['devices', 0, 'size'])).toBe(5);
    expect(lineOf(['devices', 1])).toBe(6);
    expect(lineOf(['devices', 1, 'size', 0])).toBe(8);
  });

  it('has the closest parent for what is not there', () => {
    const { lineOf } = parseYaml(TEXT, 'cxl.yaml', 'reading');
    expect(lineOf(['devices', 0, 'dax'])).toBe(4);
    expect(lineOf(['devices', 7, 'size'])).toBe(3);
    expect(lineOf(['cpus'])).toBe(1);
  });

  it.each([
    ['name: cxl\n  devices: [', 'broken.yaml:1:7'],
    ['name: cxl\nname: hmem\n', 'broken.yaml:2:1'],
    ['name: {a: 1\nb', 'broken.yaml:2:1'],
    ['a: *nothing\n', 'broken.yaml'],
    ['a: 1\n---\nb: 2\n', 'broken.yaml:2:1'],
    ['a: !unknown 1\n', 'broken.yaml:1:4'],
  ])('says where %j is broken', (text, where) => {
    expect(() => parseYaml(text, 'broken.yaml', 'reading a machine')).toThrow(`reading a machine: ${where}`);
  });

  it('throws nothing but ConfigError on any text', () => {
    fc.assert(fc.property(fc.string({ unit: fc.constantFrom(...Array.from('ab:-[]{}&*!|>\'"\n \t#,?%@`')) }), (text) => {
      let fault: unknown;
      try {
        parseYaml(text, 'any.yaml', 'reading').lineOf(['a', 0, 'b']);
      } catch (error) {
        fault = error;
      }
      expect(fault === undefined || (fault instanceof Error && fault.name === 'ConfigError')).toBe(true);
    }));
  });
});

describe('readYaml', () => {
  it('names a file that cannot be read', async () => {
    await expect(readYaml('/nonexistent/cxl.yaml', 'reading a machine')).rejects.toThrow(/\/nonexistent\/cxl\.yaml[^]*ENOENT/);
  });
});
