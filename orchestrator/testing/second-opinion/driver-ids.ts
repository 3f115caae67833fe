/** The lists of names of the dax drivers `[drivers/dax/bus.c:do_id_store, dax_bus_match]`. */
import type { DaxObservation } from '../../model/observation.ts';
import type { DaxDriver } from '../../model/operation.ts';

export class DriverIds {
  readonly #lists: Readonly<Record<DaxDriver, string[]>>;

  /** The preparation writes every name to both. */
  constructor(devices: readonly DaxObservation[]) {
    this.#lists = { kmem: devices.map(({ name }) => name), device_dax: devices.map(({ name }) => name) };
  }

  /** False for what is no name. */
  store(driver: DaxDriver, file: 'new_id' | 'remove_id', text: string): boolean {
    const name = text.endsWith('\n') ? text.slice(0, -1) : text;
    const numbers = name.startsWith('dax') ? name.slice(3).split('.') : [];
    if (numbers.length !== 2 || numbers.some((number) => String(Number.parseInt(number, 10)) !== number)) return false;
    const list = this.#lists[driver];
    const place = list.indexOf(name);
    if (file === 'new_id' && place < 0) list.push(name);
    if (file === 'remove_id' && place >= 0) list.splice(place, 1);
    return true;
  }

  matches(driver: DaxDriver, { name, origin }: DaxObservation): boolean {
    return this.#lists[driver].includes(name) || (driver === 'kmem') === (origin !== 'pmem');
  }
}
