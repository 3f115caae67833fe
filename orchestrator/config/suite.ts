/** A suite: which scenarios run on which machines with which kernels, and what is expected to be unsupported. A file in qemu-configs/suites. */
import { z } from 'zod';
import { inKernelRange, isKernelRange } from './kernel-range.ts';
import { parseKernelName } from './kernel-name.ts';
import { noSuchName } from './nearest.ts';

const id = z.string().regex(/^[a-z][a-z0-9-]*$/, 'lower-case letters, digits and dashes');
/** A value for memmap_on_memory, as it is written: YAML's 0 and 1 are taken for their texts. */
const attributeValue = z.union([z.string().min(1), z.int().transform(String)], 'a value for memmap_on_memory, such as 0 or 1');
const someOf = <Item extends z.ZodType>(item: Item) => z.array(item).min(1);

const kernelText = z.string().refine(isKernelName, 'debian:<version>, build:<name> or a file');
/** A range of versions such as `<6.9` or `>=6.9 <7.0`, or a kernel's name as it is asked for. */
const kernelPattern = z.string().refine((text) => isKernelRange(text) || (isKernelName(text) && !/^[<>=]/.test(text)), 'a range of versions such as <6.9, or the name of a kernel');

/** What a suite may refer to. */
export interface KnownNames {
  readonly scenarios: ReadonlySet<string>;
  readonly machines: ReadonlySet<string>;
}

/** The schema of a suite whose scenarios and machines are among the known ones. */
export function suiteSchema(known: KnownNames) {
  const scenario = among('scenario', known.scenarios);
  const machine = among('machine', known.machines);
  return z.strictObject({
    name: id,
    description: z.string().min(1),
    kernels: someOf(kernelText),
    rows: someOf(z.strictObject({
      scenario,
      machines: someOf(machine),
      /** The row multiplies by it. */
      attribute: someOf(attributeValue).optional(),
      policy: id.default('default'),
    })),
    unsupported: z.array(z.strictObject({
      kernels: z.union([kernelPattern.transform((text) => [text]), someOf(kernelPattern)]),
      scenarios: someOf(scenario).optional(),
      machines: someOf(machine).optional(),
      why: z.string().min(1),
    })).default([]),
  });
}
export type Suite = z.output<ReturnType<typeof suiteSchema>>;

/** Why this suite expects a row to be unsupported, undefined where it does not. `release` is uname -r, absent while the kernel has not told it. */
export function expectedUnsupported(
  suite: Pick<Suite, 'unsupported'>,
  row: { readonly scenario: string; readonly machine: string; readonly kernel: string; readonly release?: string | undefined },
): string | undefined {
  const covers = (names: readonly string[] | undefined, name: string): boolean => names?.includes(name) ?? true;
  return suite.unsupported.find(({ kernels, scenarios, machines }) =>
    covers(scenarios, row.scenario) && covers(machines, row.machine) && kernels.some((pattern) => matchesKernel(pattern, row)))?.why;
}

function matchesKernel(pattern: string, { kernel, release }: { readonly kernel: string; readonly release?: string | undefined }): boolean {
  if (!isKernelRange(pattern)) return pattern === kernel;
  return release !== undefined && inKernelRange(release, pattern);
}

function among(kind: string, names: ReadonlySet<string>) {
  return z.string().superRefine((name, context) => {
    if (!names.has(name)) context.addIssue({ code: 'custom', message: `a known ${kind} (${noSuchName(kind, name, names)})` });
  });
}

function isKernelName(text: string): boolean {
  try {
    parseKernelName(text);
    return true;
  } catch {
    return false;
  }
}
