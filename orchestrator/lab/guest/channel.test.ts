import { Duplex } from 'node:stream';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Channel } from './channel.ts';
import { ChannelLostError } from './lost.ts';

const SOON = { awaiting: 'an answer', milliseconds: 5000 };
const AT_ONCE = { awaiting: 'an answer', milliseconds: 20 };

/** The other end of a channel: sees the lines that were sent, says what it likes. */
function otherEnd(answer: (line: string, say: (text: string | Buffer) => void, stream: Duplex) => void): Channel {
  const stream: Duplex = new Duplex({
    read() { /* pushed */ },
    write(data: Buffer, _encoding, done) {
      for (const line of data.toString().split('\n').slice(0, -1)) answer(line, (text) => { stream.push(text); }, stream);
      done();
    },
  });
  return new Channel(stream);
}

const idOf = (line: string): number => (JSON.parse(line) as { id: number }).id;
const ask = (channel: Channel, what: string, deadline = SOON) => channel.request({ what, body: { op: 'x', text: what } }, deadline);
const failure = async (asked: Promise<unknown>): Promise<ChannelLostError> => {
  const error: unknown = await asked.then(() => undefined, (reason: unknown) => reason);
  expect(error).toBeInstanceOf(ChannelLostError);
  return error as ChannelLostError;
};

test('requests are lines of JSON with an id, answered in order', async () => {
  const lines: string[] = [];
  const channel = otherEnd((line, say) => {
    lines.push(line);
    say(`{"id":${idOf(line)},"n":${lines.length}}\n`);
  });
  expect(await Promise.all([ask(channel, 'one'), ask(channel, 'two\n"three"')])).toEqual([{ id: 1, n: 1 }, { id: 2, n: 2 }]);
  expect(lines).toEqual(['{"id":1,"op":"x","text":"one"}', '{"id":2,"op":"x","text":"two\\n\\"three\\""}']);
});

test('replies come back whole however the stream is cut, also inside a character', async () => {
  await fc.assert(fc.asyncProperty(fc.array(fc.string({ unit: 'binary' }), { minLength: 1, maxLength: 4 }), fc.array(fc.integer({ min: 1, max: 30 }), { minLength: 1 }), async (texts, cuts) => {
    const replies = texts.map((text, index) => ({ id: index + 1, text }));
    const all = Buffer.from(replies.map((reply) => `${JSON.stringify(reply)}\n`).join(''));
    let asked = 0;
    const channel = otherEnd((_line, say) => {
      if (++asked < texts.length) return;
      for (let at = 0, cut = 0; at < all.length; cut++) {
        const length = cuts[cut % cuts.length] ?? 1;
        say(all.subarray(at, at + length));
        at += length;
      }
    });
    expect(await Promise.all(texts.map((text) => ask(channel, text)))).toEqual(replies);
  }), { numRuns: 20 });
});

describe('a channel is lost', () => {
  test('when no answer comes in time: a hang, with what was asked', async () => {
    const error = await failure(ask(otherEnd(() => undefined), 'operation 7', AT_ONCE));
    expect(error).toMatchObject({ how: 'hang', lastRequest: 'operation 7' });
    expect(error.message).toContain('an answer within 0.02 s');
  });

  test.each([
    ['another id', '{"id":99}\n'],
    ['no JSON', 'Segmentation fault\n'],
    ['no object', '[1]\n'],
    ['a cut object', '{"id":1,\n'],
    ['an id that is a string', '{"id":"1"}\n'],
  ])('when the answer has %s', async (_what, answer) => {
    expect(await failure(ask(otherEnd((_line, say) => { say(answer); }), 'observe'))).toMatchObject({ how: 'connection', lastRequest: 'observe' });
  });

  test('when it ends before the answer, even in the middle of it', async () => {
    const channel = otherEnd((line, say, stream) => {
      say(`{"id":${idOf(line)}`);
      stream.destroy();
    });
    expect(await failure(ask(channel, 'observe'))).toMatchObject({ how: 'connection', lastRequest: 'observe' });
  });

  test('when it breaks, with the reason', async () => {
    const channel = otherEnd((_line, _say, stream) => { stream.destroy(new Error('read ECONNRESET')); });
    expect((await failure(ask(channel, 'observe'))).message).toContain('read ECONNRESET');
  });

  test('when something is said that nobody asked for', async () => {
    const channel = otherEnd((line, say) => { say(`{"id":${idOf(line)}}\n{"id":2}\n`); });
    await ask(channel, 'one');
    expect(await failure(ask(channel, 'two'))).toMatchObject({ how: 'connection', lastRequest: 'one' });
  });

  test('for all who wait, and for whoever comes later, with the first reason', async () => {
    const channel = otherEnd((_line, _say, stream) => { stream.destroy(); });
    const [first, second] = [ask(channel, 'one'), ask(channel, 'two')];
    expect((await failure(first)).lastRequest).toBe('one');
    expect(await failure(second)).toBeInstanceOf(ChannelLostError);
    const late = await failure(ask(channel, 'three'));
    expect(late).toMatchObject({ how: 'connection', lastRequest: 'one' });
    expect(late.message).toContain('over a channel that was lost (three)');
  });

  test('a late answer changes nothing', async () => {
    let answer = (): void => undefined;
    const channel = otherEnd((line, say) => { answer = () => { say(`{"id":${idOf(line)}}\n`); }; });
    await failure(ask(channel, 'slow', AT_ONCE));
    answer();
    expect(await failure(ask(channel, 'next'))).toMatchObject({ how: 'hang', lastRequest: 'slow' });
  });
});
