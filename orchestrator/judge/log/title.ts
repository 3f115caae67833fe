/** Titles from the pattern of a head and what it matched. */

/** `BUG {cache}: {what}[ in {where}]`: what stands in brackets is left out where one of its groups is not known. */
export function titleOf(pattern: string, groups: Readonly<Record<string, string | undefined>>): string {
  const known = pattern.replace(/\[([^\]]*)\]/g, (_, part: string) => (names(part).every((name) => groups[name] !== undefined) ? part : ''));
  return known.replace(GROUP, (_, name: string) => withoutNumbers(groups[name] ?? '')).trim();
}

const GROUP = /\{(\w+)\}/g;
const names = (part: string): string[] => [...part.matchAll(GROUP)].map(([, name = '']) => name);

/** Offsets, addresses and ids differ from run to run; `kmalloc-64` and `x86_64` are names. */
function withoutNumbers(text: string): string {
  return text
    .replaceAll(/\+0x[0-9a-f]+\/0x[0-9a-f]+/g, '')
    .replaceAll(/0x[0-9a-f]+|\b[0-9a-f]{12,16}\b/gi, '…')
    .replaceAll(/(?<![\w.-])\d+(?![\w.-])/g, 'N')
    .replaceAll(/\s+/g, ' ')
    .trim();
}
