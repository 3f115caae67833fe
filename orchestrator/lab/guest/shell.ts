/** An interactive shell in the guest, beside the agent's channel on the same connection. */
import type { Readable, Writable } from 'node:stream';
import type { Client, ClientChannel } from 'ssh2';
import { ChannelLostError } from './lost.ts';

/** Where a person sits: process.stdin and process.stdout fit. */
export interface Terminal {
  readonly input: Readable & { readonly isTTY?: boolean; setRawMode?: (raw: boolean) => unknown };
  readonly output: Writable & { readonly columns?: number; readonly rows?: number };
}

/**
 * Runs until the shell ends. Gives its exit status.
 * @throws ChannelLostError when the connection was cut, or the shell ended without a status
 */
export async function openShell(client: Client, { input, output }: Terminal): Promise<number> {
  const size = (): { cols: number; rows: number } => ({ cols: atLeastOne(output.columns, 80), rows: atLeastOne(output.rows, 24) });
  const channel = await new Promise<ClientChannel>((resolve, reject) => {
    // Without a terminal here there is none there: a shell that loses its terminal when the input ends is hung up, and has no exit status.
    client.shell(input.isTTY === true && { term: process.env['TERM'] ?? 'vt100', ...size() }, (error, opened) => {
      if (error) reject(lost(error.message, error));
      else resolve(opened);
    });
  });
  const resize = (): void => { channel.setWindow(size().rows, size().cols, 0, 0); };
  if (input.isTTY === true) input.setRawMode?.(true);
  output.on('resize', resize);
  input.pipe(channel);
  channel.pipe(output, { end: false });
  // A terminal's two outputs are one.
  channel.stderr.pipe(output, { end: false });
  try {
    return await new Promise<number>((resolve, reject) => {
      let status: number | undefined;
      channel.on('exit', (code: number | null) => { status = code ?? undefined; });
      channel.on('close', () => {
        if (status === undefined) reject(lost('it ended without an exit status'));
        else resolve(status);
      });
    });
  } finally {
    output.off('resize', resize);
    input.unpipe(channel);
    input.pause();
    if (input.isTTY === true) input.setRawMode?.(false);
  }
}

/** A terminal without a size says 0, and `stty size` in the guest fails of it. */
const atLeastOne = (count: number | undefined, otherwise: number): number => (count === undefined || count < 1 ? otherwise : count);

function lost(seen: string, cause?: Error): ChannelLostError {
  return new ChannelLostError('connection', 'running a shell in the guest', 'shell', 'a shell until it exits', seen, { cause });
}
