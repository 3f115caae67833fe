/** A TCP connection on which an SSH server has begun to speak. */
import { connect, type Socket } from 'node:net';

/**
 * QEMU's user network accepts a connection before the guest has a network, and then asks the guest again only after seconds; a new
 * connection is answered sooner. So a silent one is dropped early, and later later, in case the host is what is slow.
 */
const SILENCE_MS = 400;
const PATIENT_FROM = 40;

export interface Endpoint {
  readonly host: string;
  readonly port: number;
}

/** @param attempt from 1. @throws Error when nobody listens, or the one who does says nothing */
export function openSocket({ host, port }: Endpoint, attempt: number, signal?: AbortSignal): Promise<Socket> {
  const patience = SILENCE_MS * Math.max(1, attempt - PATIENT_FROM);
  const socket = connect({ host, port, noDelay: true });
  return new Promise<Socket>((resolve, reject) => {
    const fail = (error: Error): void => {
      settle();
      socket.destroy();
      reject(error);
    };
    const abort = (): void => { fail(new Error('aborted')); };
    const closed = (): void => { fail(new Error('the connection was closed before a greeting')); };
    const timer = setTimeout(() => { fail(new Error(`no SSH greeting within ${patience} ms`)); }, patience);
    const settle = (): void => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', abort);
      socket.off('error', fail).off('close', closed).off('readable', greeted);
    };
    // `readable` leaves the greeting where it is, for the SSH client to read.
    const greeted = (): void => {
      settle();
      resolve(socket);
    };
    signal?.addEventListener('abort', abort, { once: true });
    socket.on('error', fail).on('close', closed).on('readable', greeted);
    if (signal?.aborted === true) abort();
  });
}
