/** run.json: what was asked, with versions and sha256 of kernel, QEMU and image, and the exact QEMU command of every guest. */
import { z } from 'zod';
import { GENERATIONS } from '../model/semantics.ts';
import { builtFromSchema } from './built-from.ts';
import type { DeepReadonly } from './schema-types.ts';

/** A reader refuses newer ones and reads all older ones. 2 added `configuration`, and of daxlab its commit and the sha256 of its sources; 3 forks; 4 what a kernel was built from, and semantics; 5 the scenarios that were asked for. */
export const RUN_SCHEMA = 5;

const sha256 = z.string().regex(/^[0-9a-f]{64}$/, 'a sha256 in lower-case hexadecimal');
const names = z.array(z.string());

/** Something that was used: a package, a file, a program. */
const usedSchema = z.strictObject({
  name: z.string().min(1),
  version: z.string().optional(),
  sha256: sha256.optional(),
  /** Where it was taken from: `trixie-backports`, a path. */
  from: z.string().optional(),
  /** Of a kernel that daxlab built. */
  builtFrom: builtFromSchema.optional(),
});

/** daxlab itself: the sha256 is of its sources, of the guest's scripts and of package-lock.json, so that it tells a changed checkout too. */
const daxlabSchema = z.strictObject({ ...usedSchema.shape, commit: z.string().optional() });

/** What of qemu-configs or of the user's own files a row was made of, as it was understood: a comment is no change. A machine is as its policy boots it. */
const configurationSchema = z.strictObject({
  kind: z.enum(['machine', 'scenario']),
  name: z.string().min(1),
  sha256,
  /** The first digits of a sha256 of what it has under each of its keys, so that it can be told which of them changed; absent in older records. */
  keys: z.record(z.string(), z.string()).optional(),
});

/** What one guest was started with. */
export const startedWith = {
  /** Program and arguments, as they were executed. */
  command: names,
  kernel: usedSchema.optional(),
  image: usedSchema.optional(),
  /** What is run in the guest to prepare its memory devices (guest-scripts/prepare). */
  prepare: names.optional(),
  /** The snapshot that a fork was made of, and the command that boots such a guest. */
  fork: z.strictObject({ snapshot: z.string(), boot: names }).optional(),
};
const guestSchema = z.strictObject({ item: z.string(), attempt: z.int().positive(), ...startedWith });

/** As it was asked for, before anything was looked up. */
export const askedSchema = z.strictObject({
  command: names,
  suites: names,
  machines: names.optional(),
  kernels: names.optional(),
  policies: names.optional(),
  scenarios: names.optional(),
  modules: z.string().optional(),
  qemu: z.string().optional(),
  jobs: z.int().positive(),
  /** `2/4`: the second of four parts of the rows. */
  shard: z.string().optional(),
  /** Milliseconds after which no further row was started. */
  budget: z.int().positive().optional(),
  /** The run whose verdicts were taken over. */
  resumed: z.string().optional(),
  /** The file of known issues, where it is not daxlab's own. */
  known: z.string().optional(),
  /** How guests were to be begun. */
  begin: z.enum(['auto', 'fork', 'boot']).optional(),
  /** The two kernels that the run compares. */
  compare: z.strictObject({ base: z.string(), with: z.string() }).optional(),
  /** The contract that every kernel was held to, where one was asked for by name. */
  semantics: z.enum(GENERATIONS).optional(),
});

export const runFileSchema = z.strictObject({
  schema: z.int().min(1).max(RUN_SCHEMA),
  runId: z.string(),
  /** Wall clock, ISO 8601 in UTC. */
  startedAt: z.iso.datetime(),
  /** The same moment on the clock of the events' `t`: host monotonic milliseconds. */
  startedAtMonotonic: z.number(),
  asked: askedSchema,
  daxlab: daxlabSchema,
  configuration: z.array(configurationSchema).optional(),
  host: z.strictObject({ kernel: z.string(), node: z.string(), cpus: z.int().positive(), memory: z.int().positive() }),
  /** QEMU, firmware, guest tools and every package behind them. */
  used: z.array(usedSchema),
  guests: z.array(guestSchema),
});

export type Used = DeepReadonly<z.output<typeof usedSchema>>;
export type Daxlab = DeepReadonly<z.output<typeof daxlabSchema>>;
export type Configuration = DeepReadonly<z.output<typeof configurationSchema>>;
export type Guest = DeepReadonly<z.output<typeof guestSchema>>;
export type Asked = DeepReadonly<z.output<typeof askedSchema>>;
export type RunFile = DeepReadonly<z.output<typeof runFileSchema>>;
