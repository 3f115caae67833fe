/** A running guest, as the rest of daxlab sees it. */
import { constants as osConstants } from 'node:os';
import type { Client } from 'ssh2';
import { z } from 'zod';
import type { PageRange } from '../../model/observables/look-at.ts';
import type { Call, CalledFunction } from '../../model/calls.ts';
import type { Observation } from '../../model/observation.ts';
import { missedCalls } from './calls/profile.ts';
import { callsOf } from './calls/trace.ts';
import { readWitness, traceReplySchema, traceRequest, type CallWitness } from './calls/witness.ts';
import type { Channel, Reply, Request } from './channel.ts';
import type { Deadline, Deadlines } from './deadline.ts';
import { UnsupportedError } from '../errors.ts';
import { ChannelLostError } from './lost.ts';
import { errnoOfHolding, holdReplySchema, holdRequest, type Holding } from './hold.ts';
import { parseObservation } from './observe/observation.ts';
import { observeReplySchema } from './observe/reply.ts';
import { beginReplySchema, endReplySchema, NO_FAIL_NTH, togetherReplySchema, writeOf, writeReplySchema, type OwnOperation, type Performed, type Witnessed } from './operation.ts';
import { checkPrepared, prepareCommand, type Preparation } from './prepare.ts';
import { remakeCommand, type Remaking } from './remake.ts';
import { errnoOfRun, runReplySchema, type RunReply } from './run.ts';
import { openShell, type Terminal } from './shell.ts';
import { addressOf, symbolsOf, symbolsReplySchema } from './symbols.ts';

/** Writers have a third of an operation's time before they are cut off: the guest must still answer in it. */
const CUT_SHARE = 3;

/** Every method that asks the guest throws ChannelLostError (a GuestLostError with `how`) when no sound reply came before its deadline. */
export class Guest {
  /** uname -r. */
  readonly release: string;
  readonly #client: Client;
  readonly #channel: Channel;
  readonly #deadlines: Deadlines;
  /** Functions that are probed. */
  #probes: readonly CalledFunction[] = [];

  constructor(client: Client, channel: Channel, release: string, deadlines: Deadlines) {
    this.#client = client;
    this.#channel = channel;
    this.release = release;
    this.#deadlines = deadlines;
  }

  /** Any request to guest-scripts/agent, its reply not looked into but for its id. */
  request(request: Request, deadline: Deadline): Promise<Reply> {
    return this.#channel.request(request, deadline);
  }

  /**
   * Brings the devices to the state every scenario starts from: each dax device there, bound to no driver.
   * @throws UnsupportedError where this kernel or machine cannot; BootError when it failed otherwise
   */
  async prepare(machine: Preparation, groups: readonly string[] = []): Promise<void> {
    const nothing = machine.devices.length === 0 && groups.length === 0;
    if (!nothing) checkPrepared(await this.#run(prepareCommand(machine, groups), { awaiting: 'the devices to be prepared', milliseconds: this.#deadlines.prepare }), machine);
    // The first observation of a guest allocates: agent's buffers, inodes of sysfs files (120 to 430 kB measured). The second does not.
    await this.#observe();
  }

  /** Everything at one moment. @throws UnreadableTextError (an InfrastructureError) for a text in no known shape */
  async observe(lookAt: readonly PageRange[] = []): Promise<Observation> {
    return parseObservation(await this.#observe(lookAt), lookAt);
  }

  /**
   * Makes one write and gives its errno. `index` names the operation in the guest's kernel log: `daxlab: operation <index> begin` and `end`.
   * @param allocation which of the write's allocations fails. @throws UnsupportedError where the kernel fails none by itself
   */
  async perform(operation: OwnOperation, index: number, allocation?: number): Promise<Performed> {
    const { path, value } = writeOf(operation);
    const request: Request = { what: `operation ${index}: write ${JSON.stringify(value)} to ${path}`, body: { op: 'write', path, value, operation: index, ...(allocation !== undefined && { allocation }) } };
    const reply = await this.#ask(request, writeReplySchema, { awaiting: `operation ${index} to return`, milliseconds: this.#deadlines.operation });
    const { call, errno, written, log, left } = reply;
    if (left === NO_FAIL_NTH) throw new UnsupportedError({ doing: 'failing an allocation', to: request.what, seen: `kernel ${this.release} has no /proc/self/fail-nth`, next: 'take one that is built with CONFIG_FAULT_INJECTION, CONFIG_FAILSLAB and CONFIG_FAIL_PAGE_ALLOC' });
    const length = Buffer.byteLength(value);
    if (errno === 0 && written !== length) {
      throw new ChannelLostError('connection', 'performing an operation', request.what, `all ${length} bytes taken by one write, or an errno`, `${written} bytes and no errno`);
    }
    return { errno, call, log, left, calls: this.#calls(reply) };
  }

  /** As many writes at once, each by a process of its own; the errnos are in their order. `cut`: places of those that were not done in time, and killed. */
  async performTogether(operations: readonly OwnOperation[], index: number): Promise<Witnessed & { readonly errnos: readonly number[]; readonly cut: readonly number[] }> {
    const writes = operations.map(writeOf);
    const what = `operation ${index}: at once ${writes.map(({ path, value }) => `write ${JSON.stringify(value)} to ${path}`).join(' and ')}`;
    const reply = await this.#ask({ what, body: { op: 'together', writes, operation: index, seconds: Math.floor(this.#deadlines.operation / CUT_SHARE / 1000) } }, togetherReplySchema, { awaiting: `operation ${index} to return`, milliseconds: this.#deadlines.operation });
    const { results, log } = reply;
    const torn = results.find((result, place) => 'errno' in result && result.errno === 0 && result.written !== Buffer.byteLength(writes[place]?.value ?? ''));
    if (torn || results.length !== writes.length) throw new ChannelLostError('connection', 'performing an operation', what, 'every value taken by one write, or an errno', JSON.stringify(results));
    const cut = results.flatMap((result, place) => ('cut' in result ? [place] : []));
    return { errnos: results.map((result) => ('errno' in result ? result.errno : osConstants.errno.EINTR)), cut, log, calls: this.#calls(reply) };
  }

  /** Has the agent take memory, pin it, or give it back. @throws InfrastructureError where it could not, and the kernel did not refuse */
  async hold(operation: Holding, index: number): Promise<Witnessed & { readonly errno: number }> {
    const what = `operation ${index}: ${operation.kind}`;
    const reply = await this.#ask({ what, body: holdRequest(operation, index) }, holdReplySchema, { awaiting: `operation ${index} to return`, milliseconds: this.#deadlines.operation });
    return { errno: errnoOfHolding(reply, what), log: reply.log, calls: this.#calls(reply) };
  }

  /** What the guest's kernel does while `work` is done from outside, marked in its log and witnessed as an operation of its own is. */
  async around<Value>(index: number, work: () => Promise<Value>): Promise<Witnessed & { readonly value: Value }> {
    const mark = (edge: 'begin' | 'end'): Request => ({ what: `mark the ${edge} of operation ${index}`, body: { op: 'mark', operation: index, edge } });
    const deadline = { awaiting: `the mark of operation ${index}`, milliseconds: this.#deadlines.operation };
    await this.#ask(mark('begin'), beginReplySchema, deadline);
    const value = await work();
    const reply = await this.#ask(mark('end'), endReplySchema, deadline);
    return { value, log: reply.log, calls: this.#calls(reply) };
  }

  /** Makes or destroys what a dax device is made of, or waits for its expander: the errno is that of the first write that failed. @param around what is done before and behind */
  async remake(machine: Preparation, operation: Remaking, index: number, around = (work: () => Promise<RunReply>): Promise<RunReply> => work()): Promise<Witnessed & { readonly errno: number }> {
    const command = remakeCommand(machine, operation);
    const { value, ...witnessed } = await this.around(index, () => around(() => this.run(command, this.#deadlines.operation)));
    return { ...witnessed, errno: errnoOfRun(value, 'making a device anew in the guest', command) };
  }

  /** Has kmemleak look for lost memory, by guest-scripts/seek-leaks. */
  async seekLeaks(index: number): Promise<Witnessed & { readonly errno: number }> {
    const command = ['/daxlab/seek-leaks'];
    const { value, ...witnessed } = await this.around(index, () => this.run(command, this.#deadlines.operation));
    return { ...witnessed, errno: errnoOfRun(value, 'having kmemleak look for lost memory', command) };
  }

  /** From now on every operation tells its calls. To be made before the first observation: the ring buffer takes memory. */
  async witnessCalls(): Promise<CallWitness> {
    const request: Request = { what: 'make kprobe events', body: traceRequest() };
    const witness = readWitness(await this.#ask(request, traceReplySchema, { awaiting: 'the probes to be made', milliseconds: this.#deadlines.agentStart }));
    this.#probes = witness.observable.map(({ fn }) => fn);
    return witness;
  }

  /** Where functions of the kernel are, for a fault. @throws UnsupportedError for one that is not there, or is there twice */
  async addressOf(name: string): Promise<bigint> {
    const names = symbolsOf(name);
    const { addresses } = await this.#ask({ what: `find ${names.join(', ')}`, body: { op: 'symbols', names } }, symbolsReplySchema, { awaiting: `the address of ${name}`, milliseconds: this.#deadlines.observe });
    return addressOf(name, addresses, this.release);
  }

  /** Runs a program: not while observations are compared, it forks. @param argv program and arguments; no shell splits them */
  run(argv: readonly string[], milliseconds: number): Promise<RunReply> {
    return this.#run(argv, { awaiting: `${argv.join(' ')} to end`, milliseconds });
  }

  /** An interactive shell until it ends; gives its exit status. */
  shell(terminal: Terminal): Promise<number> {
    return openShell(this.#client, terminal);
  }

  /** Cuts the connection. The guest itself is QEMU's. */
  close(): void {
    this.#channel.close();
    this.#client.end();
    this.#client.destroy();
  }

  /** Undefined without a call witness. @throws InfrastructureError when a call may be missing */
  #calls({ calls, profile }: { readonly calls?: string | undefined; readonly profile?: string | undefined }): readonly Call[] | undefined {
    return calls === undefined ? undefined : callsOf(calls, missedCalls(profile ?? '', this.#probes));
  }

  #observe(lookAt: readonly PageRange[] = []): Promise<z.infer<typeof observeReplySchema>> {
    return this.#ask({ what: 'observe', body: { op: 'observe', pages: lookAt.map(({ first, count, counted }) => [first, count, counted ? 1 : 0]) } }, observeReplySchema, { awaiting: 'an observation', milliseconds: this.#deadlines.observe });
  }

  async #run(argv: readonly string[], deadline: Deadline): Promise<RunReply> {
    return this.#ask({ what: `run ${argv.join(' ')}`, body: { op: 'run', argv } }, runReplySchema, deadline);
  }

  async #ask<Schema extends z.ZodType>(request: Request, schema: Schema, deadline: Deadline): Promise<z.output<Schema>> {
    const reply = await this.#channel.request(request, deadline);
    const checked = schema.safeParse(reply);
    if (checked.success) return checked.data;
    const seen = JSON.stringify(reply);
    throw new ChannelLostError('connection', 'reading a reply of the guest', request.what, z.prettifyError(checked.error), seen.length > 300 ? `${seen.slice(0, 300)}…` : seen);
  }
}
