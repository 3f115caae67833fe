/** Fragments of a kernel's configuration: text, as Kconfig reads it. Pure. */

export interface Fragment {
  /** As it was asked for: `debug`, or a file. */
  readonly name: string;
  readonly text: string;
}

/** An option that is asked for. */
export interface AskedOption {
  /** Without CONFIG_. */
  readonly name: string;
  /** As .config has it: `y`, `m`, `n`, a number, or a text in quotes. */
  readonly value: string;
  /** The fragment that says so. */
  readonly from: string;
}

const LINE = /^CONFIG_(\w+)=(.*?)\s*$/;
const NOT_SET = /^# CONFIG_(\w+) is not set\s*$/;

/** The last fragment that names an option counts. Lines that are neither an option nor a comment are returned as `strange`. */
export function askedOptions(fragments: readonly Fragment[]): { readonly options: readonly AskedOption[]; readonly strange: readonly string[] } {
  const options = new Map<string, AskedOption>();
  const strange: string[] = [];
  for (const { name: from, text } of fragments) {
    for (const line of text.split('\n')) {
      const [, name = NOT_SET.exec(line)?.[1], value = 'n'] = LINE.exec(line) ?? [];
      if (name !== undefined) {
        options.delete(name);
        options.set(name, { name, value, from });
      } else if (!/^\s*(#|$)/.test(line)) strange.push(`${from}: ${line}`);
    }
  }
  return { options: [...options.values()], strange };
}

/** For KCONFIG_ALLCONFIG: each option once, or Kconfig warns of every one that a later fragment changes. */
export const configText = (options: readonly AskedOption[]): string => options.map(({ name, value }) => `CONFIG_${name}=${value}\n`).join('');

/** The options of a .config that are set. */
export function setOptions(dotConfig: string): ReadonlyMap<string, string> {
  return new Map([...dotConfig.matchAll(/^CONFIG_(\w+)=(.*)$/gm)].map(([, name = '', value = '']) => [name, value]));
}

/** Those that did not come out as they were asked for. */
export function lostOptions(options: readonly AskedOption[], dotConfig: string): readonly AskedOption[] {
  const set = setOptions(dotConfig);
  return options.filter(({ name, value }) => (set.get(name) ?? 'n') !== value);
}
