/** apt's lists of sources in both of their formats: one line per source, and deb822 paragraphs. Only sources of binary packages. */
import { parseStanzas } from './stanza.ts';

export interface AptSource {
  readonly uris: readonly string[];
  readonly suites: readonly string[];
  readonly components: readonly string[];
  /** Path of a keyring, a fingerprint, or a whole key. */
  readonly signedBy: string | undefined;
}

/** sources.list(5), the traditional format. Lines that are no source, and sources on a CD, are left out: apt itself says what is wrong with them. */
export function parseOneLineSources(text: string): AptSource[] {
  return text.split('\n').flatMap((line) => {
    const match = /^\s*deb\s+(?:\[([^\]]*)\]\s*)?([^\s[#]+)\s+([^\s#]+)([^#]*)/.exec(line);
    if (!match) return [];
    const [, options = '', uri = '', suite = '', components = ''] = match;
    const signedBy = /(?:^|\s)signed-by\s*=\s*(\S+)/i.exec(options)?.[1];
    return [{ uris: [uri], suites: [suite], components: words(components), signedBy }];
  });
}

/** sources.list(5), the deb822 format. Disabled entries are left out. @throws SyntaxError */
export function parseDeb822Sources(text: string): AptSource[] {
  return parseStanzas(text).flatMap((stanza) => {
    if (/^(no|false|without|off|disable|0)$/i.test(stanza.get('enabled') ?? 'yes')) return [];
    if (!words(stanza.get('types')).includes('deb')) return [];
    return [
      { uris: words(stanza.get('uris')), suites: words(stanza.get('suites')), components: words(stanza.get('components')), signedBy: stanza.get('signed-by')?.trim() },
    ];
  });
}

function words(text = ''): string[] {
  return text.split(/\s+/).filter((word) => word !== '');
}
