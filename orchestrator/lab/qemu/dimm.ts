/**
 * DIMMs plugged in and unplugged while the guest runs. QEMU only asks; the guest's kernel answers through ACPI's _OST, which QEMU tells as
 * an event, and an unplugged DIMM is gone when the guest has ejected it.
 */
import { InfrastructureError } from '../errors.ts';
import { ChannelLostError } from '../guest/lost.ts';
import { backendOf } from './command-line/backend.ts';
import { settles } from './deadline.ts';
import { deferred } from './deferred.ts';
import type { Qmp } from './qmp/client.ts';
import { dimmWord, type DimmWord } from './qmp/dimm-word.ts';

/** Why the guest was asked `[ACPI 6.4, 5.6.6, table 5.159]`. */
const [DEVICE_CHECK, EJECT_REQUEST] = [1, 3];
/** What it answers `[ACPI 6.4, 6.3.5; include/linux/acpi.h: ACPI_OST_SC_*]`. */
const [SUCCESS, EJECT_IN_PROGRESS] = [0, 0x84];
/** The errno that the kernel made its answer of `[drivers/acpi/scan.c:acpi_device_hotplug]`; the others are all one to it. */
const ERRNO_OF: Readonly<Record<number, number>> = { [SUCCESS]: 0, 0x80: 1, 0x82: 16 };
const EIO = 5;

/** A guest under TCG takes 0.2 s for 1 GiB; what it takes to move pages out of the way is its own. */
const MILLISECONDS = 120_000;

/**
 * Resolves with 0 or the errno that the guest's answer stands for.
 * @throws InfrastructureError when QEMU refuses, ChannelLostError when the guest does not answer
 */
export async function plugDimm(qmp: Qmp, { name, start, node }: { readonly name: string; readonly start: number; readonly node: number }, milliseconds = MILLISECONDS): Promise<number> {
  const device = { driver: 'pc-dimm', id: name, memdev: backendOf({ id: name }), node, addr: start };
  const { status } = await answered(qmp, { name, source: DEVICE_CHECK, milliseconds }, () => qmp.execute('device_add', device));
  return ERRNO_OF[status] ?? EIO;
}

/** The same. With 0 the DIMM is gone: a guest that says so of one that QEMU still has is EIO. */
export async function unplugDimm(qmp: Qmp, name: string, milliseconds = MILLISECONDS): Promise<number> {
  const { status, deleted } = await answered(qmp, { name, source: EJECT_REQUEST, milliseconds }, () => qmp.execute('device_del', { id: name }));
  return status === SUCCESS && !deleted ? EIO : ERRNO_OF[status] ?? EIO;
}

interface Question {
  readonly name: string;
  readonly source: number;
  readonly milliseconds: number;
}

interface Answer {
  readonly status: number;
  /** QEMU has let go of it. */
  readonly deleted: boolean;
}

async function answered(qmp: Qmp, { name, source, milliseconds }: Question, ask: () => Promise<unknown>): Promise<Answer> {
  const answer = deferred<Answer | InfrastructureError>();
  // The last answer comes after an unplugged DIMM is gone, when only its slot is known.
  let slot: string | undefined;
  let deleted = false;
  const hear = (word: DimmWord): void => {
    switch (word.event) {
      case 'refused':
        if (word.device === name) answer.resolve(new InfrastructureError({ doing: 'taking out a DIMM that the guest ejected', to: name, expected: 'QEMU to let go of it', seen: word.why }));
        return;
      case 'DEVICE_DELETED':
        deleted ||= word.device === name;
        return;
      case 'ACPI_DEVICE_OST':
        if (word.source !== source || (word.device !== name && word.slot !== slot)) return;
        ({ slot } = word);
        if (word.status !== EJECT_IN_PROGRESS) answer.resolve({ status: word.status, deleted });
    }
  };
  const stop = qmp.onEvent((event) => {
    const word = dimmWord(event);
    if (word instanceof InfrastructureError) answer.resolve(word);
    else if (word) hear(word);
  });
  try {
    await ask();
    const awaiting = `the guest's word on ${name}`;
    if (!await settles(answer.promise, { awaiting, milliseconds })) {
      throw new ChannelLostError('hang', `waiting for ${awaiting}`, `_OST for ${source === DEVICE_CHECK ? 'a device check' : 'an eject request'}`, `an answer within ${milliseconds / 1000} s`, 'nothing so far');
    }
    const found = await answer.promise;
    if (found instanceof InfrastructureError) throw found;
    return found;
  } finally {
    stop();
  }
}
