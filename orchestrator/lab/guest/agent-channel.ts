/** The agent's channel on an SSH connection: forwarded by the guest's SSH server to where the agent listens, within the guest. */
import type { Client, ClientChannel } from 'ssh2';
import { Channel } from './channel.ts';
import { ChannelLostError } from './lost.ts';

/** guest-scripts/lib/channel.pl */
const AGENT = { host: '127.0.0.1', port: 1000 };

/** @throws ChannelLostError when the guest opens no channel */
export function agentChannel(client: Client): Promise<Channel> {
  return new Promise<Channel>((resolve, reject) => {
    const lost = (seen: string, cause?: Error): void => {
      reject(new ChannelLostError('connection', 'reaching the agent in the guest', `its port ${AGENT.port}`, 'a channel', seen, { cause }));
    };
    client.once('close', () => { lost('the connection was closed'); });
    client.forwardOut(AGENT.host, 0, AGENT.host, AGENT.port, (error, stream) => {
      if (error) lost(error.message, error);
      // Followed at once, not after an await: the end of an agent may stand in the same packet as the channel's opening.
      else resolve(follow(client, stream));
    });
  });
}

function follow(client: Client, stream: ClientChannel): Channel {
  const channel = new Channel(stream);
  stream.on('end', () => { channel.lose("the agent ended: see the guest's console for its last words"); });
  client.on('error', (error) => { channel.lose(error.message); });
  client.on('close', () => { channel.lose('the connection was closed'); });
  return channel;
}
