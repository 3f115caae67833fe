/**
 * The second opinion: a small kernel, written from its sources the other way round from the model. It keeps no list of facts to
 * derive everything from, but counters, section maps and a resource tree that every step moves, as the kernel does; so what it shows
 * depends on the whole history. Each layer is a file of the kernel's; a mutant replaces one of its functions.
 */
import type { Call } from '../../model/calls.ts';
import type { Observation } from '../../model/observation.ts';
import type { DaxDriver, DaxName, ErrnoName, Operation } from '../../model/operation.ts';
import { AcpiMemory } from './acpi-memory.ts';
import { parse, parseNewer, storeErrno } from './attribute-table.ts';
import { DaxRegion, kstrtoull } from './dax-region.ts';
import { DriverIds } from './driver-ids.ts';
import type { DevDax } from './kmem.ts';
import type { Choose } from './memory-blocks.ts';
import { destroyMaker, leaveRegion, makeMaker } from './makers.ts';
import { isKernelZone } from './node.ts';
import { policyStore } from './policy-store.ts';
import { releaseOf } from './release.ts';
import type { Zone } from './zone.ts';

export interface Performed {
  readonly errno: ErrnoName;
  /** Of those that were made together with it. */
  readonly also?: readonly ErrnoName[] | undefined;
  /** Every errno that it could have been. */
  readonly errnos: readonly ErrnoName[];
  readonly calls: readonly Call[];
  readonly printed: readonly string[];
  /** Of an operation with a fault. */
  readonly fault?: { readonly fired: boolean; readonly calls: number } | undefined;
}

export class ImaginedKernel extends AcpiMemory {
  readonly devices: Map<DaxName, DevDax>;
  /** Those that devices can be made of, by number. */
  readonly regions: Map<number, DaxRegion>;
  readonly ids: DriverIds;
  readonly release = releaseOf(this.start);
  /** By the dax devices that were on them. */
  readonly takenOut = new Set<DaxName>();
  also: readonly ErrnoName[] | undefined;
  #choose: Choose = ([first]) => first ?? 'OK';

  constructor(start: Observation) {
    super(start);
    this.ids = new DriverIds(start.dax);
    this.devices = new Map(start.dax.map((seen) => [seen.name, { seen, ranges: seen.mappings.map((range) => ({ ...range })), memmapOnMemory: flag(seen.memmapOnMemory), bound: undefined }]));
    this.regions = new Map([...this.devices.values()].flatMap(({ seen }): [number, DaxRegion][] => (seen.region?.available === undefined ? [] : [
      [regionNumber(seen.name), new DaxRegion([...this.devices.values()].filter((dev) => regionNumber(dev.seen.name) === regionNumber(seen.name)), seen.region.size)],
    ])));
  }

  /** @param choose among the errnos where the kernel may come to several */
  perform(operation: Operation, choose: Choose = ([first]) => first ?? 'OK'): Performed {
    let open: readonly ErrnoName[] | undefined;
    this.calls = [];
    this.printed = [];
    this.uevents = [];
    this.also = undefined;
    this.#choose = (errnos) => {
      open = errnos;
      return choose(errnos);
    };
    this.entries.clear();
    this.struck = struckBy(operation);
    const isArmed = this.struck !== undefined;
    const errno = this.write(operation, this.#choose);
    const fault = operation.kind === 'together' || !operation.fault ? undefined : {
      fired: operation.fault.does.kind === 'count' || (isArmed && !this.struck), calls: this.entries.get(operation.fault.in) ?? 0,
    };
    this.struck = undefined;
    return { errno, also: this.also, errnos: open ?? [errno], calls: this.calls, printed: this.printed, fault };
  }

  /** new_id is under way: no errno tells how a bind of its went, and what can be reclaimed is. */
  attaching = false;

  /** Only the first range's success or failure is the bind's: of a later one the model knows no more than that it was tried. */
  override reclaims(): boolean {
    return this.mapped > 0 || this.attaching || this.#choose(['OK', 'ENOMEM']) === 'OK';
  }

  write(operation: Operation, choose: Choose): ErrnoName {
    switch (operation.kind) {
      case 'together':
        return this.inTurn(operation.operations, choose);
      case 'write-attribute':
        return this.memmapOnMemoryStore(operation.device, operation.value, choose);
      case 'bind':
        return this.bindStore(operation.device);
      case 'unbind':
        return this.unbindStore(operation.device);
      case 'write-id':
        return this.idStore(operation);
      case 'write-dax-state':
        return this.daxStateStore(this.devices.get(operation.device), operation.value, choose);
      case 'write-dax-size': {
        const dev = this.devices.get(operation.device);
        return dev ? this.regions.get(regionNumber(operation.device))?.resize(dev, operation.value) ?? 'EACCES' : 'ENOENT';
      }
      case 'write-dax-mapping': {
        const dev = this.devices.get(operation.device);
        return dev ? this.regions.get(regionNumber(operation.device))?.map(dev, operation.value) ?? 'ENOENT' : 'ENOENT';
      }
      case 'write-dax-region':
        return operation.file === 'create' ? this.createStore(operation.region, operation.value) : this.deleteStore(operation.region, operation.value);
      case 'write-state':
        return this.stateStore(operation.block, operation.value, choose);
      case 'write-policy':
        return policyStore(this.settings, this.release.newerWords, operation, choose);
      case 'inject-notifier':
        if (!this.start.faultInjection?.notifierErrors) return 'ENOENT';
        this.answers.set(operation.event, operation.errno);
        return 'OK';
      case 'make': {
        const made = this.start.dax.find(({ name }) => name === operation.device);
        return this.takenOut.has(operation.device) ? 'ENODEV' : makeMaker(this, made, flag(made?.memmapOnMemory));
      }
      case 'destroy':
        return destroyMaker(this, operation.device);
      case 'unplug-cxl':
        this.takenOut.add(operation.device);
        leaveRegion(this, operation.device);
        return 'OK';
      case 'plug-cxl':
        return this.takenOut.delete(operation.device) ? 'OK' : 'EEXIST';
      case 'plug-dimm':
        return this.plug(operation);
      case 'unplug-dimm':
        return this.eject(operation.dimm, choose);
      case 'fill':
        return this.mbind(operation.node, (zone) => { this.process.take(zone, operation.pages); });
      case 'pin':
        return this.mbind(operation.node, (zone) => {
          if (operation.by === 'long-term') this.process.long++;
          else this.process.pin(zone, operation.block * this.blockPages, (operation.block + 1) * this.blockPages);
        });
      case 'release':
        this.process.release();
        return 'OK';
      case 'poison-page':
        return this.start.faultInjection?.hardOfflinePage === true ? this.memoryFailure(operation.pfn, choose) : 'ENOENT';
      case 'seek-leaks':
        return this.start.kmemleak === true ? 'OK' : 'ENOENT';
    }
  }

  /** `[mm/mempolicy.c:mpol_new_nodemask]`: to a node without memory nothing is bound. */
  mbind(node: number, fault: (movable: Zone) => void): ErrnoName {
    const zone = this.withMemory.has(node) ? this.node(node).zones.find(({ name }) => name === 'Movable') : undefined;
    if (!zone) return 'EINVAL';
    fault(zone);
    return 'OK';
  }

  /** Whose turn comes first is chance: here it is the last one's. */
  inTurn(operations: readonly Operation[], choose: Choose): ErrnoName {
    const errnos = operations.toReversed().map((one) => this.write(one, choose)).reverse();
    this.also = errnos.slice(1);
    return errnos[0] ?? 'OK';
  }

  /** `[mm/memory-failure.c:memory_failure]`: the page is counted before anything is tried with it. */
  memoryFailure(page: number, choose: Choose): ErrnoName {
    const block = this.blocks.get(Math.floor(page / this.blockPages));
    if (!block?.zone) return 'ENXIO';
    if (block.poisoned.has(page)) return 'EHWPOISON';
    block.poisoned.add(page);
    if (page < block.id * this.blockPages + (block.altmap?.free ?? 0)) return 'EBUSY';
    block.zone.takePage(page);
    return isKernelZone(block.zone) ? choose(['OK', 'EBUSY']) : 'OK';
  }

  /** `[drivers/base/bus.c:bind_store; drivers/base/dd.c:__driver_probe_device; drivers/dax/bus.c:dax_bus_probe]` */
  bindStore(name: DaxName): ErrnoName {
    const dev = this.devices.get(name);
    if (!dev || !this.ids.matches('kmem', dev.seen)) return 'ENODEV';
    return this.attach(dev);
  }

  attach(dev: DevDax): ErrnoName {
    if (dev.bound) return 'EBUSY';
    if (dev.ranges.length === 0) return 'ENXIO';
    return this.probe(dev);
  }

  /** `[drivers/dax/bus.c:do_id_store; drivers/base/dd.c:__driver_attach]`: what becomes of the devices is not the write's. */
  idStore({ driver, file, value }: { readonly driver: DaxDriver; readonly file: 'new_id' | 'remove_id'; readonly value: string }): ErrnoName {
    if (!this.ids.store(driver, file, value)) return 'EINVAL';
    this.attaching = true;
    if (file === 'new_id' && driver === 'kmem') for (const dev of this.devices.values()) if (this.ids.matches(driver, dev.seen)) this.attach(dev);
    this.attaching = false;
    return 'OK';
  }

  /** `[drivers/dax/bus.c:create_store]` */
  createStore(id: number, value: string): ErrnoName {
    const region = this.regions.get(id);
    const first = this.devices.get(`dax${id}.0`);
    if (!region || !first) return 'ENOENT';
    const count = kstrtoull(value);
    if (count !== 1n) return count === 'ERANGE' || (typeof count === 'bigint' && count > 0x7fffffffn) ? 'ERANGE' : 'EINVAL';
    if (region.available() === 0) return 'ENOSPC';
    const number = Array.from({ length: this.devices.size + 1 }, (_, one) => one).find((one) => !this.devices.has(`dax${id}.${one}`)) ?? 0;
    const name: DaxName = `dax${id}.${number}`;
    this.devices.set(name, { seen: { ...first.seen, name, mappings: [] }, ranges: [], memmapOnMemory: first.memmapOnMemory === undefined ? undefined : false, bound: undefined });
    return 'OK';
  }

  /** `[drivers/dax/bus.c:delete_store]` */
  deleteStore(id: number, value: string): ErrnoName {
    if (!this.regions.has(id)) return 'ENOENT';
    const victim = [...this.devices.values()].find(({ seen }) => regionNumber(seen.name) === id && (value === seen.name || value === `${seen.name}\n`));
    if (!victim) return 'ENXIO';
    if (victim.bound || victim.ranges.length > 0 || victim.seen.name.endsWith('.0')) return 'EBUSY';
    this.devices.delete(victim.seen.name);
    return 'OK';
  }

  /** `[drivers/base/bus.c:unbind_store]` */
  unbindStore(name: DaxName): ErrnoName {
    const dev = this.devices.get(name);
    if (!dev?.bound) return 'ENODEV';
    this.remove(dev);
    return 'OK';
  }

  memmapOnMemoryStore(name: DaxName, value: string, choose: Choose): ErrnoName {
    const dev = this.devices.get(name);
    if (dev?.memmapOnMemory === undefined) return 'ENOENT';
    const newer = parseNewer(value);
    if (newer !== undefined && this.release.newerWords === 'either') {
      const errno = choose(['EINVAL', this.errnoOfStore(dev, newer)]);
      if (errno === 'OK') dev.memmapOnMemory = newer;
      return errno;
    }
    const wanted = parse(value) ?? (this.release.newerWords === 'yes' ? newer : undefined);
    if (wanted === undefined) return 'EINVAL';
    const errno = this.errnoOfStore(dev, wanted);
    if (errno === 'OK') dev.memmapOnMemory = wanted;
    return errno;
  }

  errnoOfStore(dev: DevDax, wanted: boolean): ErrnoName {
    if (!this.release.checkedStore) return 'OK';
    return storeErrno({ wanted, supported: this.mhpSupportsMemmapOnMemory(), bound: dev.bound !== undefined, current: dev.memmapOnMemory === true });
  }
}

/** An errno returned at once; whatever else a fault may be makes another kernel, a mutant. */
function struckBy(operation: Operation): ImaginedKernel['struck'] {
  if (operation.kind === 'together' || operation.fault?.does.kind !== 'fail' || operation.fault.does.after || !('call' in operation.fault.at)) return undefined;
  return { fn: operation.fault.in, left: operation.fault.at.call, errno: operation.fault.does.errno };
}

const regionNumber = (name: DaxName): number => Number(name.slice(3).split('.')[0]);
const flag = (text: string | undefined): boolean | undefined => (text === undefined ? undefined : text === '1');
