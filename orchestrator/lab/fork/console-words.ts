/** What daxlab and guest-scripts/template say to each other over the serial console. */
import { randomBytes } from 'node:crypto';
import type { RunKeys } from '../guest/keys.ts';

/** The template waits for a request, and may be saved. */
export const WAITS = /daxlab: template waits$/;

const PREPARED = /daxlab: prepared (\d+)$/;

/** The exit status of guest-scripts/prepare, where the line is its answer. */
export function preparedStatus(line: string): number | undefined {
  const status = PREPARED.exec(line)?.[1];
  return status === undefined ? undefined : Number(status);
}

/** @param words of prepareCommand, without the program; none has white space in it */
export const prepareRequest = (words: readonly string[]): string => `prepare ${words.join(' ')}\n`;

const ASKED = /daxlab: asked (\d+)$/;

/** How long the agent's reply was, where the line tells of one. */
export function askedLength(line: string): number | undefined {
  const length = ASKED.exec(line)?.[1];
  return length === undefined ? undefined : Number(length);
}

/** A request to the agent, made before its guest is saved. */
export const askRequest = (body: Readonly<Record<string, unknown>>): string => `ask ${JSON.stringify({ id: 1, ...body })}\n`;

/** What a fork needs to be a guest of its own. @param now milliseconds since 1970 */
export function loginRequest({ hostKey, authorizedKey }: Pick<RunKeys, 'hostKey' | 'authorizedKey'>, now: number, seed = randomBytes(32)): string {
  return `login ${(now / 1000).toFixed(6)} ${seed.toString('hex')} ${hostKey.toString('hex')} ${authorizedKey}\n`;
}
