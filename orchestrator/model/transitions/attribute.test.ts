import { describe, expect, it } from 'vitest';
import { after, attribute, bindTo, errnos, unbindFrom } from '../../testing/worlds.ts';
import { parseBoolean } from './attribute.ts';

describe('memmap_on_memory of a merged kernel (SEMANTICS 7.2)', () => {
  it('takes a change while unbound and refuses it while bound to kmem', () => {
    expect(errnos(after({}), attribute('1'))).toEqual(['OK']);
    const bound = after({}, bindTo());
    expect(errnos(bound, attribute('1'))).toEqual(['EBUSY']);
    expect(errnos(bound, attribute('0'))).toEqual(['OK']);
    expect(errnos(after(bound, unbindFrom()), attribute('1'))).toEqual(['OK']);
  });

  it('says EINVAL before EOPNOTSUPP before EBUSY', () => {
    const off = after({ parameter: 'N' }, bindTo());
    expect(errnos(off, attribute('garbage'))).toEqual(['EINVAL']);
    expect(errnos(off, attribute('1'))).toEqual(['EOPNOTSUPP']);
    expect(errnos(after({ parameter: 'N', attribute: '1' }), attribute('0'))).toEqual(['OK']);
    expect(errnos(after({ parameter: 'N', attribute: '1' }), attribute('1'))).toEqual(['EOPNOTSUPP']);
    expect(errnos(after({ attribute: '1' }, bindTo()), attribute('0'))).toEqual(['EBUSY']);
  });

  it('has no file where the kernel has no attribute or the device is not there', () => {
    expect(errnos(after({ attribute: undefined, release: '6.1.0' }), attribute('1'))).toEqual(['ENOENT']);
    expect(errnos(after({}), attribute('1', 'dax7.0'))).toEqual(['ENOENT']);
  });

  it('leaves open what kstrtobool makes of e and d between 6.13 and 6.16, and knows it elsewhere', () => {
    expect(errnos(after({ release: '6.12.1' }), attribute('enable'))).toEqual(['EINVAL']);
    expect(errnos(after({ release: '6.14.5' }), attribute('enable'))).toEqual(['EINVAL', 'OK']);
    expect(errnos(after({ release: '6.16.12' }), attribute('enable'))).toEqual(['OK']);
  });
});

describe('memmap_on_memory of the series as posted (SEMANTICS 7.1)', () => {
  const v5 = { release: '6.6.0-rc4+' };
  it('takes a change while bound, and 1 with the parameter off', () => {
    expect(errnos(after(v5, bindTo()), attribute('1'))).toEqual(['OK']);
    expect(errnos(after({ ...v5, parameter: 'N' }), attribute('1'))).toEqual(['OK']);
  });
});

describe('kstrtobool', () => {
  it('looks at the first characters only', () => {
    for (const text of ['1', 'y', 'Yes', 't', 'on', 'ON\n', '1abc']) expect(parseBoolean(text, false)).toBe(true);
    for (const text of ['0', 'n', 'No', 'false', 'off', 'oFf\n']) expect(parseBoolean(text, false)).toBe(false);
    for (const text of ['', ' 1', '2', 'o', 'e', 'd', '\n']) expect(parseBoolean(text, false)).toBeUndefined();
  });
});
