/** The Debian builds between two kernels that were asked for, in the order of their versions. */
import { ConfigError } from '../../config/explained-error.ts';
import { formatKernelName, parseKernelName, type Flavour } from '../../config/kernel-name.ts';
import { noSuchName } from '../../config/nearest.ts';
import type { ListedKernel } from '../../lab/kernel/list.ts';

export interface Line {
  /** Names to ask for, the ends included. */
  readonly kernels: readonly string[];
  /** Listed between them, and cannot be had any more: releases. */
  readonly gone: readonly ListedKernel[];
  /** Whether the last is the bad one: something broke on the way, rather than that it was fixed. */
  readonly broke: boolean;
}

/** @param listed newest first, as listKernels has them. @throws ConfigError for ends that are no Debian builds, or are the same */
export function kernelsBetween(listed: readonly ListedKernel[], good: string, bad: string): Line {
  const [one, other] = [buildOf(listed, good), buildOf(listed, bad)];
  if (one === other) throw new ConfigError({ doing: 'looking for kernels between two', to: `${good} and ${bad}`, expected: 'two builds', seen: `both are ${one.release}` });
  const oldestFirst = listed.filter(({ flavour }) => flavour === one.flavour).toReversed();
  const [from, to] = [oldestFirst.indexOf(one), oldestFirst.indexOf(other)].sort((a, b) => a - b) as [number, number];
  const between = oldestFirst.slice(from, to + 1);
  return { kernels: between.filter(({ missing }) => missing.length === 0).map(({ name }) => name), gone: between.filter(({ missing }) => missing.length > 0), broke: oldestFirst.indexOf(other) === to };
}

/** The newest of that version whose packages are all there, as `run` would take it. */
function buildOf(listed: readonly ListedKernel[], asked: string): ListedKernel {
  const name = parseKernelName(asked);
  if (name.kind !== 'debian') throw wrong(asked, 'a Debian build, debian:<version>', `${asked}; a source tree is searched with \`git bisect run\` and \`daxlab bisect --run\`, as \`npx daxlab bisect --help\` shows`);
  const ours = listed.filter((one) => one.flavour === name.flavour && isNamed(one, name.version));
  const whole = ours.find(({ missing }) => missing.length === 0);
  if (whole) return whole;
  const names = listed.filter(({ flavour, missing }) => flavour === name.flavour && missing.length === 0).map((one) => one.name);
  throw wrong(asked, 'a build whose packages are all there', ours[0] ? `${ours[0].release} is listed, and ${ours[0].missing.join(', ')} gone` : noSuchName('kernel', asked, names));
}

function isNamed({ name, release }: ListedKernel, version: string): boolean {
  const flavours: readonly Flavour[] = ['cloud', 'full'];
  return flavours.some((flavour) => name === formatKernelName({ kind: 'debian', version, flavour })) || release.startsWith(`${version}.`) || release.startsWith(`${version}+`) || release.startsWith(`${version}-`);
}

const wrong = (asked: string, expected: string, seen: string): ConfigError =>
  new ConfigError({ doing: 'looking for the end of a line of kernels', to: asked, expected, seen, next: 'npx daxlab list kernels' });
