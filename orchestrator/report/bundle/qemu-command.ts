/** The QEMU command of a guest without what belongs to daxlab: its control channel, its port, the place of its files. */

/** An option with its value, or alone. */
export type Option = readonly [name: string, value?: string];

export interface QemuCommand {
  readonly options: readonly Option[];
  /** The kernel command line. */
  readonly append: string;
}

/** As orchestrator/lab/qemu starts it: the program with its firmware folders, the machine from -machine on, the control channel. */
export function qemuCommand(command: readonly string[]): QemuCommand {
  const all = optionsOf(command.slice(Math.max(0, command.indexOf('-machine'))));
  const value = (wanted: string): string | undefined => all.find(([name]) => name === wanted)?.[1];
  return { options: all.filter(([name, text]) => !OWN.has(name) && !isControl(name, text)).map(withoutPort), append: value('-append') ?? '' };
}

/** Given anew, or daxlab's alone: -S waits for a `cont` over QMP. */
const OWN = new Set(['-kernel', '-initrd', '-append', '-S', '-qmp']);
const isControl = (name: string, value: string | undefined): boolean => name === '-chardev' && value !== undefined && /(?:^|,)fd=/.test(value);

const withoutPort = ([name, value]: Option): Option => (value === undefined ? [name] : [name, name === '-netdev' ? value.replace(/,hostfwd=[^,]*/g, '') : value]);

/** No value of QEMU's begins with a dash here. */
function optionsOf(words: readonly string[]): Option[] {
  const options: Option[] = [];
  words.forEach((word, place) => {
    const next = words[place + 1];
    if (word.startsWith('-')) options.push(next === undefined || next.startsWith('-') ? [word] : [word, next]);
  });
  return options;
}
