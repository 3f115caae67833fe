/** Which suites hold which version of a package. */
import type { Version } from './package-index.ts';
import type { Apt } from './session.ts';

export interface Candidate extends Version {
  readonly suite: string;
}

export async function candidates(apt: Apt, name: string): Promise<Candidate[]> {
  return parseMadison(await apt.run(['apt-cache', 'madison', name], { doing: 'looking for a package in all suites', to: name, next: 'try again with --refresh' }));
}

/** ` name | version | address suite/component arch Packages`, newest first. */
export function parseMadison(text: string): Candidate[] {
  return text.split('\n').flatMap((line) => {
    const [name, version, place] = line.split('|').map((field) => field.trim());
    const suite = place === undefined ? undefined : /\s(\S+)\/\S+ \S+ Packages$/.exec(place)?.[1];
    return name === undefined || version === undefined || suite === undefined ? [] : [{ name, version, suite }];
  });
}
