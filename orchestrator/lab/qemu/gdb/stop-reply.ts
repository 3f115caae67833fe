/** Why a guest that ran does not run any more: the answer to a continue, a step, or `?`. */

export interface Stop {
  readonly signal: number;
  /** The processor that stopped, as the protocol names it; absent where the stub does not say. */
  readonly thread?: string | undefined;
}

/** SIGTRAP: a breakpoint, or the end of a step. SIGINT: it was asked to. */
export const SIGTRAP = 5;
export const SIGINT = 2;

/** `T05thread:01;`, `S05`; undefined for anything else, such as the end of the process (`W00`). */
export function stopOf(reply: string): Stop | undefined {
  const [, kind, signal = '', rest = ''] = /^([ST])([0-9a-f]{2})(.*)$/s.exec(reply) ?? [];
  if (kind === undefined || (kind === 'S' && rest !== '')) return undefined;
  const thread = /(?:^|;)thread:([^;]+);/.exec(rest)?.[1];
  return { signal: Number.parseInt(signal, 16), ...(thread !== undefined && { thread }) };
}
