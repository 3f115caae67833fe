import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseDeb822Sources, parseOneLineSources } from './sources.ts';

test('one line per source', () => {
  const text = [
    '# deb http://old.example/debian bookworm main',
    'deb http://mirror.example/debian bookworm main contrib # as installed',
    '  deb [ arch=amd64 signed-by=/usr/share/keyrings/debian-archive-keyring.gpg ] http://mirror.example/debian bookworm-updates main',
    'deb [signed-by=/etc/apt/keyrings/other.asc arch=amd64] https://other.example/apt bookworm stable',
    'deb-src http://mirror.example/debian bookworm main',
    'deb cdrom:[Debian GNU/Linux 12.0.0 _Bookworm_ - Official amd64 NETINST]/ bookworm main',
    'deb http://flat.example/repo ./',
    'nonsense',
    '',
  ].join('\n');
  expect(parseOneLineSources(text)).toEqual([
    { uris: ['http://mirror.example/debian'], suites: ['bookworm'], components: ['main', 'contrib'], signedBy: undefined },
    { uris: ['http://mirror.example/debian'], suites: ['bookworm-updates'], components: ['main'], signedBy: '/usr/share/keyrings/debian-archive-keyring.gpg' },
    { uris: ['https://other.example/apt'], suites: ['bookworm'], components: ['stable'], signedBy: '/etc/apt/keyrings/other.asc' },
    { uris: ['http://flat.example/repo'], suites: ['./'], components: [], signedBy: undefined },
  ]);
});

test('paragraphs', () => {
  const text = `Types: deb deb-src
URIs: http://mirror.example/debian http://second.example/debian
Suites: bookworm bookworm-updates
Components: main
Signed-By: /usr/share/keyrings/debian-archive-keyring.gpg

Types: deb
# a mirror list, as cloud images have it
URIs: mirror+file:///etc/apt/mirrors/debian-security.list
Suites: bookworm-security
Components: main

Enabled: no
Types: deb
URIs: http://off.example/debian
Suites: bookworm
Components: main

Types: deb-src
URIs: http://sources.example/debian
Suites: bookworm
Components: main
`;
  expect(parseDeb822Sources(text)).toEqual([
    {
      uris: ['http://mirror.example/debian', 'http://second.example/debian'],
      suites: ['bookworm', 'bookworm-updates'],
      components: ['main'],
      signedBy: '/usr/share/keyrings/debian-archive-keyring.gpg',
    },
    { uris: ['mirror+file:///etc/apt/mirrors/debian-security.list'], suites: ['bookworm-security'], components: ['main'], signedBy: undefined },
  ]);
});

test('a key that stands in the source itself is kept whole', () => {
  const [source] = parseDeb822Sources('Types: deb\nURIs: http://m.example/debian\nSuites: sid\nComponents: main\nSigned-By:\n -----BEGIN PGP PUBLIC KEY BLOCK-----\n .\n mQINB\n -----END PGP PUBLIC KEY BLOCK-----\n');
  expect(source?.signedBy).toBe('-----BEGIN PGP PUBLIC KEY BLOCK-----\n.\nmQINB\n-----END PGP PUBLIC KEY BLOCK-----');
});

const word = fc.stringMatching(/^[a-z][a-z0-9-]{0,10}$/);

test('both formats say the same', () => {
  fc.assert(
    fc.property(word, word, fc.array(word, { minLength: 1, maxLength: 3 }), fc.option(word), (host, suite, components, key) => {
      const uri = `http://${host}.example/debian`;
      const line = `deb ${key === null ? '' : `[arch=amd64 signed-by=/${key}] `}${uri} ${suite} ${components.join(' ')}`;
      const paragraph = `Types: deb\nURIs: ${uri}\nSuites: ${suite}\nComponents: ${components.join(' ')}\n${key === null ? '' : `Signed-By: /${key}\n`}`;
      expect(parseOneLineSources(line)).toEqual(parseDeb822Sources(paragraph));
    }),
  );
});

test('no text makes the one-line parser throw', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      for (const source of parseOneLineSources(text)) expect(source.uris).toHaveLength(1);
    }),
  );
});
