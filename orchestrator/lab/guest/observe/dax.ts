/** /sys/bus/dax/devices `[drivers/dax/bus.c: dev_dax_attributes]`. */
import type { DaxMapping, DaxObservation } from '../../../model/observation.ts';
import type { DaxDriver, DaxName } from '../../../model/operation.ts';
import type { Bytes } from '../../../model/units.ts';
import { decimal, hexadecimal } from './number.ts';
import type { ObserveReply, Texts } from './reply.ts';
import { match } from './text-file.ts';
import { UnreadableTextError } from './unreadable.ts';

const DEVICES = '/sys/bus/dax/devices';

/** In the order of their names. @throws UnreadableTextError */
export function parseDaxDevices(texts: Texts, links: ObserveReply['links']): DaxObservation[] {
  return texts.namesBelow(DEVICES, /^dax/).map((name) => daxDevice(name, texts, links));
}

function daxDevice(name: string, texts: Texts, links: ObserveReply['links']): DaxObservation {
  const directory = `${DEVICES}/${name}`;
  if (!/^dax\d+\.\d+$/.test(name)) throw new UnreadableTextError(directory, 'a name daxX.Y', name);
  const bytes = (path: string): Bytes => {
    const line = texts.line(path);
    return decimal(line, line.text) as Bytes;
  };
  const targetNode = texts.line(`${directory}/target_node`);
  const [sign, node] = match(targetNode, /^(-?)(\d+)$/, 'a node id');
  return {
    name: name as DaxName,
    origin: originOf(directory, links),
    driver: driverOf(`${directory}/driver`, links),
    size: bytes(`${directory}/size`),
    align: texts.optional(`${directory}/align`) === undefined ? undefined : bytes(`${directory}/align`),
    targetNode: sign === '-' ? -decimal(targetNode, node) : decimal(targetNode, node),
    mappings: texts.namesBelow(directory, /^mapping\d+$/).map((mapping) => mappingOf(`${directory}/${mapping}`, texts)),
    region: texts.optional(`${directory}/../dax_region/size`) === undefined ? undefined : {
      size: bytes(`${directory}/../dax_region/size`),
      available: texts.optional(`${directory}/../dax_region/available_size`) === undefined ? undefined : bytes(`${directory}/../dax_region/available_size`),
    },
    memmapOnMemory: texts.optionalLine(`${directory}/memmap_on_memory`),
    state: texts.optionalLine(`${directory}/state`),
  };
}

/** Which driver made the device, from where it hangs. A CXL region of persistent memory reaches dax through the NVDIMM bus: `pmem`. */
function originOf(path: string, links: ObserveReply['links']): DaxObservation['origin'] {
  const target = links[path] ?? '';
  if (/\/ndbus\d+\//.test(target)) return 'pmem';
  if (/\/dax_region\d+\//.test(target)) return 'cxl';
  if (/\/hmem(?:\.|_)/.test(target)) return 'hmem';
  throw new UnreadableTextError(path, 'a link below an NVDIMM bus, a CXL dax region or an hmem device', target);
}

function driverOf(path: string, links: ObserveReply['links']): DaxDriver | undefined {
  const target = links[path];
  if (target === undefined) return undefined;
  const driver = target.slice(target.lastIndexOf('/') + 1);
  if (driver !== 'kmem' && driver !== 'device_dax') throw new UnreadableTextError(path, 'a link to the driver kmem or device_dax', target);
  return driver;
}

function mappingOf(directory: string, texts: Texts): DaxMapping {
  const address = (path: string): Bytes => {
    const line = texts.line(path);
    const [digits] = match(line, /^0x([0-9a-f]+)$/, 'an address 0x…');
    return hexadecimal(line, digits) as Bytes;
  };
  return { start: address(`${directory}/start`), end: address(`${directory}/end`) };
}
