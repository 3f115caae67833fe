/** The order of Debian's package versions (deb-version(7)): `[epoch:]upstream[-revision]`, where `~` sorts before everything, the end included. */

/** Negative when `a` is older than `b`, 0 when they are equal, positive when it is newer. */
export function compareVersions(a: string, b: string): number {
  const left = split(a);
  const right = split(b);
  return left.epoch - right.epoch || comparePart(left.upstream, right.upstream) || comparePart(left.revision, right.revision);
}

/** Without epoch and Debian's revision: `6.12.43` of `6.12.43-1~bpo12+1`. */
export function upstreamVersion(version: string): string {
  return split(version).upstream;
}

function split(version: string): { epoch: number; upstream: string; revision: string } {
  const colon = version.indexOf(':');
  const rest = version.slice(colon + 1);
  const dash = rest.lastIndexOf('-');
  // Without a revision, it counts as 0.
  return { epoch: colon < 0 ? 0 : Number(version.slice(0, colon)), upstream: dash < 0 ? rest : rest.slice(0, dash), revision: dash < 0 ? '' : rest.slice(dash + 1) };
}

/** Text and numbers in turn, as dpkg does it. */
function comparePart(a: string, b: string): number {
  let left = a;
  let right = b;
  while (left !== '' || right !== '') {
    const [textLeft = ''] = /^\D*/.exec(left) ?? [];
    const [textRight = ''] = /^\D*/.exec(right) ?? [];
    const text = compareText(textLeft, textRight);
    if (text !== 0) return text;
    left = left.slice(textLeft.length);
    right = right.slice(textRight.length);
    const [digitsLeft = ''] = /^\d*/.exec(left) ?? [];
    const [digitsRight = ''] = /^\d*/.exec(right) ?? [];
    const number = compareNumbers(digitsLeft, digitsRight);
    if (number !== 0) return number;
    left = left.slice(digitsLeft.length);
    right = right.slice(digitsRight.length);
  }
  return 0;
}

function compareText(a: string, b: string): number {
  for (let index = 0; index < Math.max(a.length, b.length); index++) {
    const difference = rank(a[index]) - rank(b[index]);
    if (difference !== 0) return difference;
  }
  return 0;
}

/** `~`, the end, letters, the rest. */
function rank(character: string | undefined): number {
  if (character === '~') return -1;
  if (character === undefined) return 0;
  return /[A-Za-z]/.test(character) ? character.charCodeAt(0) : character.charCodeAt(0) + 256;
}

/** Digits of any length: dates with times of day do not fit a number. */
function compareNumbers(a: string, b: string): number {
  const left = a.replace(/^0+/, '');
  const right = b.replace(/^0+/, '');
  return left.length - right.length || (left < right ? -1 : left > right ? 1 : 0);
}
