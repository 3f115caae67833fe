/** A QMP client: commands with their answers, and events, over a stream that is connected already. */
import type { Duplex } from 'node:stream';
import { InfrastructureError } from '../../errors.ts';
import { within } from '../deadline.ts';
import { deferred } from '../deferred.ts';
import { Lines } from '../lines.ts';
import type { QmpLog } from './log.ts';
import { parseMessage, runState, type Greeting, type Message, type QmpEvent } from './message.ts';

/** QEMU answers while its main loop runs; registers of 16 processors under load took 0.2 s. */
const COMMAND_MILLISECONDS = 10_000;

export interface Qmp {
  readonly version: Greeting['QMP']['version'];
  /**
   * The `return` of a command. Shapes are the caller's to check.
   * @throws InfrastructureError when QEMU refuses, the channel closes, or the deadline (milliseconds) passes
   */
  execute(command: string, argument?: Record<string, unknown>, milliseconds?: number): Promise<unknown>;
  /** The text that QEMU's human monitor prints. */
  monitor(line: string, milliseconds?: number): Promise<string>;
  /** QEMU's run state: `running`, `paused`, `internal-error`… */
  status(milliseconds?: number): Promise<string>;
  /** Calls back with every event from now on; the returned function ends that. */
  onEvent(listener: (event: QmpEvent) => void): () => void;
  /** Resolves, never rejects, when the channel is closed: with the reason where it was not QEMU that ended. */
  readonly closed: Promise<InfrastructureError | undefined>;
}

interface Waiting { readonly resolve: (value: unknown) => void; readonly reject: (error: Error) => void; readonly command: string }

/**
 * Waits for the greeting, however long, and leaves capability negotiation.
 * @throws InfrastructureError when the channel closes or says something else
 */
export async function openQmp(stream: Duplex, log: QmpLog, onEvent: (event: QmpEvent) => void): Promise<Qmp> {
  const waiting = new Map<number, Waiting>();
  const greeting = deferred<Greeting>();
  const closed = deferred<InfrastructureError | undefined>();
  const listeners = new Set<(event: QmpEvent) => void>();
  const lines = new Lines();
  let ended: InfrastructureError | undefined;
  let lastId = 0;

  const end = (why: InfrastructureError | undefined): void => {
    ended ??= why ?? channelError('an answer', 'QEMU closed its control channel');
    greeting.reject(ended);
    for (const { reject, command } of waiting.values()) reject(channelError(`an answer to ${command}`, ended.explanation.seen ?? ended.message));
    waiting.clear();
    closed.resolve(why);
    stream.destroy();
  };
  const take = (message: Message): void => {
    if ('QMP' in message) { greeting.resolve(message); return; }
    if ('event' in message) {
      onEvent(message);
      for (const listener of listeners) listener(message);
      return;
    }
    const command = waiting.get(message.id ?? lastId);
    waiting.delete(message.id ?? lastId);
    if ('return' in message) command?.resolve(message.return);
    else command?.reject(channelError(`QEMU to take ${command.command}`, `${message.error.class}: ${message.error.desc}`));
  };

  const record: QmpLog = (direction, line) => {
    try {
      log(direction, line);
    } catch (error) {
      end(channelError('to log the control channel', String(error)));
    }
  };

  // A channel that ends before its greeting is told by the promise below.
  greeting.promise.catch(() => undefined);
  stream.setEncoding('utf8');
  stream.on('data', (text: string) => {
    for (const line of lines.push(text)) {
      record('<-', line);
      const message = parseMessage(line);
      if (message) take(message);
      else end(channelError('a QMP message', JSON.stringify(line.slice(0, 200))));
    }
  });
  stream.on('close', () => { end(undefined); });
  stream.on('error', (error) => { end(channelError('an open control channel', error.message)); });

  const execute = async (command: string, argument?: Record<string, unknown>, milliseconds = COMMAND_MILLISECONDS): Promise<unknown> => {
    const id = ++lastId;
    const line = JSON.stringify({ execute: command, arguments: argument, id });
    if (!ended) record('->', line);
    if (ended) throw channelError(`to send ${command}`, ended.explanation.seen ?? ended.message);
    const answer = new Promise<unknown>((resolve, reject) => waiting.set(id, { resolve, reject, command }));
    stream.write(`${line}\n`);
    return within(answer, { awaiting: `QEMU to answer ${command}`, milliseconds }).finally(() => waiting.delete(id));
  };

  const { QMP: { version } } = await greeting.promise;
  await execute('qmp_capabilities');
  return {
    version,
    execute,
    monitor: async (line, milliseconds) => String(await execute('human-monitor-command', { 'command-line': line }, milliseconds)),
    status: async (milliseconds) => {
      const answer = await execute('query-status', undefined, milliseconds);
      const state = runState.safeParse(answer);
      if (!state.success) throw channelError('the answer to query-status that QMP specifies', JSON.stringify(answer));
      return state.data.status;
    },
    onEvent: (listener) => {
      listeners.add(listener);
      return () => { listeners.delete(listener); };
    },
    closed: closed.promise,
  };
}

const channelError = (expected: string, seen: string): InfrastructureError =>
  new InfrastructureError({ doing: 'talking to QEMU (QMP)', expected, seen });
