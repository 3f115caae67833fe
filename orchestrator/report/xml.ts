/** Just enough XML 1.0 to write a report: elements, attributes, text. */
export interface Element {
  readonly name: string;
  /** One that is undefined is left out. */
  readonly attributes?: Readonly<Record<string, string | number | undefined>>;
  readonly children?: readonly (Element | string)[];
}

/** The document, with a declaration and one element per line; text stays as it is. */
export function xmlDocument(root: Element): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n${write(root, '')}\n`;
}

function write({ name, attributes = {}, children = [] }: Element, indent: string): string {
  const words = Object.entries(attributes).flatMap(([key, value]) => (value === undefined ? [] : [` ${key}="${escapeXml(String(value), true)}"`]));
  const open = `${indent}<${name}${words.join('')}`;
  if (children.length === 0) return `${open}/>`;
  if (children.some((child) => typeof child === 'string')) {
    return `${open}>${children.map((child) => (typeof child === 'string' ? escapeXml(child) : write(child, ''))).join('')}</${name}>`;
  }
  return `${open}>\n${children.map((child) => (typeof child === 'string' ? '' : write(child, `${indent}  `))).join('\n')}\n${indent}</${name}>`;
}

const NAMED: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', '\n': '&#10;', '\t': '&#9;', '\r': '&#13;' };

/** What XML has no way to hold (most control characters, lone surrogates, U+FFFE) is shown as `\xNN`, for a console may print anything. */
export function escapeXml(text: string, inAttribute = false): string {
  return text.replace(/\p{Cs}/gu, '\ufffd')
    // eslint-disable-next-line no-control-regex -- they are what is looked for
    .replace(/[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]/g, (character) => `\\x${character.charCodeAt(0).toString(16).padStart(2, '0')}`)
    .replace(inAttribute ? /[&<>"\n\t\r]/g : /[&<>\r]/g, (character) => NAMED[character] ?? character);
}
