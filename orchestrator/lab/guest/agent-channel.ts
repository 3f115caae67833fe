/** Starting the agent on an SSH connection. */
import type { Client, ClientChannel } from 'ssh2';
import { Channel } from './channel.ts';
import { ChannelLostError } from './lost.ts';

const AGENT = 'exec /daxlab/agent';

/** @throws ChannelLostError when the guest opens no channel */
export async function startAgent(client: Client): Promise<Channel> {
  const stream = await new Promise<ClientChannel>((resolve, reject) => {
    const lost = (seen: string, cause?: Error): void => {
      reject(new ChannelLostError('connection', 'starting the agent in the guest', AGENT, 'a channel', seen, { cause }));
    };
    client.once('close', () => { lost('the connection was closed'); });
    client.exec(AGENT, (error, channel) => {
      if (error) lost(error.message, error);
      else resolve(channel);
    });
  });
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
