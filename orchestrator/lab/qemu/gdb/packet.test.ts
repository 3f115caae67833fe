import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checksum, expand, frame, PacketReader, type Received } from './packet.ts';

const packets = (received: readonly Received[]): string[] => received.map((one) => (one.kind === 'packet' ? one.payload.toString('latin1') : one.kind));
const read = (...pieces: (string | Buffer)[]): string[] => {
  const reader = new PacketReader();
  return pieces.flatMap((piece) => packets(reader.push(typeof piece === 'string' ? Buffer.from(piece, 'latin1') : piece)));
};

describe('a packet', () => {
  it('is framed as the manual has it', () => {
    expect(frame(Buffer.from('?')).toString()).toBe('$?#3f');
    expect(frame(Buffer.from('OK')).toString()).toBe('$OK#9a');
    expect(frame(Buffer.from('a#b')).toString('latin1')).toBe(`$a}\x03b#${checksum(Buffer.from('a}\x03b'))}`);
  });

  it('comes out as it went in, wherever the stream is torn and whatever is around it', () => {
    fc.assert(fc.property(fc.array(fc.uint8Array({ maxLength: 40 }), { maxLength: 5 }), fc.array(fc.nat(200)), fc.array(fc.constantFrom('', '+', '++', 'x')), (payloads, cuts, noise) => {
      const stream = Buffer.concat(payloads.flatMap((payload, place) => [Buffer.from(noise[place] ?? ''), frame(Buffer.from(payload))]));
      const places = [0, ...cuts.map((cut) => cut % (stream.length + 1)).sort((one, other) => one - other), stream.length];
      const pieces = places.slice(1).map((end, place) => stream.subarray(places[place], end));
      expect(read(...pieces).filter((one) => one !== 'ack')).toEqual(payloads.map((payload) => Buffer.from(payload).toString('latin1')));
    }));
  });

  it('with any other byte in its middle is damaged', () => {
    fc.assert(fc.property(fc.uint8Array({ minLength: 1, maxLength: 30 }).filter((payload) => payload.every((byte) => byte > 64 && byte < 120)), fc.nat(), (payload, place) => {
      const sent = frame(Buffer.from(payload));
      const at = 1 + (place % payload.length);
      sent[at] = (sent[at] ?? 0) + 1;
      expect(read(sent)).toEqual(['damaged']);
    }));
  });

  it('has its runs written out', () => {
    // "0* " is the manual's example: a 0 and three more.
    expect(expand(Buffer.from('0* '))?.toString()).toBe('0000');
    expect(read(`$0* x#${checksum(Buffer.from('0* x'))}`)).toEqual(['0000x']);
    expect(expand(Buffer.from('}\x03*!', 'latin1'))?.toString()).toBe('#####');
    for (const cut of ['}', 'x*', '*!', 'x*\x02']) expect(expand(Buffer.from(cut, 'latin1'))).toBeUndefined();
  });

  it('is told from acknowledgements and notifications', () => {
    expect(read('+$OK#9a-%Stop:T05#00$S05#b8')).toEqual(['ack', 'OK', 'nak', 'S05']);
  });
});
