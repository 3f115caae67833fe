/** Starting the agent on an SSH connection. */
import type { Client, ClientChannel } from 'ssh2';
import { Channel } from './channel.ts';
import { ChannelLostError } from './lost.ts';

const AGENT = 'exec /daxlab/agent';

/** @throws ChannelLostError when the guest opens no channel */
export function startAgent(client: Client): Promise<Channel> {
  return new Promise<Channel>((resolve, reject) => {
    const lost = (seen: string, cause?: Error): void => {
      reject(new ChannelLostError('connection', 'starting the agent in the guest', AGENT, 'a channel', seen, { cause }));
    };
    client.once('close', () => { lost('the connection was closed'); });
    client.exec(AGENT, (error, stream) => {
      if (error) lost(error.message, error);
      // Followed at once, not after an await: the end of an agent may stand in the same packet as the channel's opening.
      else resolve(follow(client, stream));
    });
  });
}

function follow(client: Client, stream: ClientChannel): Channel {
  const channel = new Channel(stream);
  let said = '';
  stream.stderr.on('data', (data: Buffer) => { said = (said + data.toString('latin1')).slice(-2000); });
  stream.on('exit', (status: number | null, signal?: string) => {
    channel.lose(`the agent ended with ${status === null ? `signal ${signal ?? 'unknown'}` : `status ${status}`}${said === '' ? '' : `: ${said.trimEnd()}`}`);
  });
  client.on('error', (error) => { channel.lose(error.message); });
  client.on('close', () => { channel.lose('the connection was closed'); });
  return channel;
}
