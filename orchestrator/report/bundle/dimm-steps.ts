/**
 * DIMMs and CXL expanders are plugged in and taken out by QEMU, not by the guest: the guest asks for it on its console, the script tells QEMU over QMP and the
 * guest, on its keyboard, what its kernel answered. Both pipes are held open at both ends, so
 * neither side waits for the other to open them, or for one that has ended.
 */
import type { Operation } from '../../model/operation.ts';
import type { Performed } from '../../judge/retrace.ts';
import { qemuCommand } from './qemu-command.ts';

type DimmOperation = Extract<Operation, { kind: 'plug-dimm' | 'unplug-dimm' }>;
type ExpanderOperation = Extract<Operation, { kind: 'plug-cxl' | 'unplug-cxl' }>;
type HostOperation = DimmOperation | ExpanderOperation;

export const isOfDimms = (operation: Operation): operation is DimmOperation => operation.kind === 'plug-dimm' || operation.kind === 'unplug-dimm';
export const isOfExpanders = (operation: Operation): operation is ExpanderOperation => operation.kind === 'plug-cxl' || operation.kind === 'unplug-cxl';
export const isOfHost = (operation: Operation): operation is HostOperation => isOfDimms(operation) || isOfExpanders(operation);

/** What the guest asks for. */
export const request = (operation: HostOperation): string =>
  (isOfDimms(operation) ? `${operation.kind === 'plug-dimm' ? 'plug' : 'unplug'} ${operation.dimm}` : `${operation.kind === 'plug-cxl' ? 'insert' : 'remove'} the expander of ${operation.device}`);

interface Expander {
  readonly id: string;
  readonly bus: string;
  readonly memory: string;
  readonly serial: string;
}

/** The machine's first CXL expander by what it was given: one with a region of its own is told by its serial number. */
function expanderOf({ device }: ExpanderOperation, command: readonly string[], prepare: readonly string[]): Expander {
  const serial = prepare.flatMap((word) => new RegExp(`:${device},.*serial=(\\d+)`).exec(word)?.[1] ?? [])[0] ?? '1';
  const told = qemuCommand(command).options.flatMap(([name, value = '']) => (name === '-device' && value.startsWith('cxl-type3,') && value.split(',').includes(`sn=${serial}`) ? [value] : []))[0] ?? '';
  const of = (key: string): string => new RegExp(`(?:^|,)${key}=([^,]*)`).exec(told)?.[1] ?? '';
  return { id: of('id'), bus: of('bus'), memory: of('volatile-memdev'), serial };
}

/** With memory of its own, as large as what it replaces: QEMU gives no backend to two devices. */
function expanderLines(operation: ExpanderOperation, index: number, command: readonly string[], prepare: readonly string[]): readonly string[] {
  const { id, bus, memory, serial } = expanderOf(operation, command, prepare);
  if (operation.kind === 'unplug-cxl') return [JSON.stringify({ execute: 'device_del', arguments: { id }, id: 'last' })];
  const backend = qemuCommand(command).options.flatMap(([name, value = '']) => (name === '-object' && value.split(',').includes(`id=${memory}`) ? [value] : []))[0] ?? '';
  const size = Number(/(?:^|,)size=(\d+)M/.exec(backend)?.[1] ?? 0) * 2 ** 20;
  return [
    JSON.stringify({ execute: 'object-add', arguments: { 'qom-type': 'memory-backend-ram', id: `${memory}_${index}`, size, reserve: false } }),
    JSON.stringify({ execute: 'device_add', arguments: { driver: 'cxl-type3', id, bus, 'volatile-memdev': `${memory}_${index}`, sn: Number(serial) }, id: 'last' }),
  ];
}

/** As QEMU's own monitor takes it. @param command of the guest that did it */
export const onMonitor = (operation: DimmOperation, command: readonly string[]): string =>
  (operation.kind === 'plug-dimm' ? `device_add ${Object.entries(plugged(operation, command)).map(([name, value]) => (name === 'driver' ? value : `${name}=${value}`)).join(',')}` : `device_del ${operation.dimm}`);

function plugged({ dimm, node, start }: Extract<DimmOperation, { kind: 'plug-dimm' }>, command: readonly string[]): Readonly<Record<string, string | number>> {
  const backends = qemuCommand(command).options.flatMap(([name, value = '']) => (name === '-object' ? /(?:^|,)id=([^,]*)/.exec(value)?.[1] ?? [] : []));
  return { driver: 'pc-dimm', id: dimm, memdev: backends.find((id) => id.startsWith(`${dimm}_`)) ?? dimm, node, addr: start };
}

const qmp = (operation: DimmOperation, command: readonly string[]): string =>
  JSON.stringify(operation.kind === 'plug-dimm' ? { execute: 'device_add', arguments: plugged(operation, command) } : { execute: 'device_del', arguments: { id: operation.dimm } });

export interface HostPart {
  /** Before QEMU is started. */
  readonly before: readonly string[];
  readonly options: readonly string[];
  readonly keyboard: string;
  /** Done again and again while the guest runs. */
  readonly serve: readonly string[];
}

export const NO_HOST_PART: HostPart = { before: [], options: [], keyboard: '/dev/null', serve: [] };

/** @param command of the guest that did it. @param prepare how its devices were prepared */
export function hostPart(performed: readonly Performed[], command: readonly string[], prepare: readonly string[]): HostPart {
  const wanted = new Map<string, readonly string[]>(performed.flatMap(({ operation, index }): (readonly [string, readonly string[]])[] => {
    if (isOfDimms(operation)) return [[request(operation), [qmp(operation, command)]]];
    return isOfExpanders(operation) ? [[`${request(operation)} (${index})`, expanderLines(operation, index, command, prepare)]] : [];
  }));
  if (wanted.size === 0) return NO_HOST_PART;
  return {
    before: [
      '',
      '# What QEMU has to do the guest asks for on its console. QEMU is told over QMP, and the guest hears how it ended on its keyboard.',
      'mkfifo "$work/control.in" "$work/keyboard" || unclear "there is no named pipe in $work"',
      ': > "$work/control.out"',
      'exec 3<> "$work/keyboard" 4<> "$work/control.in"',
      "asked='' served=0",
      ...SERVE, ...[...wanted].map(([what, lines]) => `      '${what}') ${lines.map((line) => `echo '${line}'`).join('; ')} ;;`), ...SERVED,
    ],
    options: ['-chardev pipe,id=repro,path="$work/control" -qmp chardev:repro'],
    keyboard: '"$work/keyboard"',
    serve: ['  serve'],
  };
}

const SERVE = [
  'serve() {',
  '  if [ -z "$asked" ]; then',
  `    asked=$(tr -d '\\r' < "$CONSOLE" | sed -n 's/^.*\\] repro: please //p' | sed -n "$((served + 1))p")`,
  '    [ -n "$asked" ] || return 0',
  '    lines=$(($(wc -l < "$work/control.out")))',
  `    [ "$served" -gt 0 ] || echo '{"execute":"qmp_capabilities"}' >&4`,
  '    case $asked in',
] as const;

/** ACPI 6.4, 6.3.5: 132 is `eject in progress`, not yet an answer; the kernel makes 128, 130 and 131 of EPERM, EBUSY and any other [drivers/acpi/scan.c:acpi_device_hotplug]. */
const SERVED = [
  '    esac >&4',
  '  fi',
  '  ended=$(tail -n "+$((lines + 1))" "$work/control.out" | awk -v asked="$asked" \'',
  '    BEGIN { source = asked ~ /^plug/ ? 1 : 3 }',
  '    /"error":|"MEM_UNPLUG_ERROR"|"DEVICE_UNPLUG_GUEST_ERROR"/ { print "QEMU refuses"; exit }',
  '    /"DEVICE_DELETED"/ { deleted = 1 }',
  '    # When an expander is there or gone the guest sees by itself: that QEMU took the last command is enough.',
  '    /"return":/ && /"id": *"last"/ { print "OK"; exit }',
  '    /"ACPI_DEVICE_OST"/ && $0 ~ "\\"source\\": *" source "[,}]" && match($0, /"status": *[0-9]+/) {',
  '      status = substr($0, RSTART + 9, RLENGTH - 9) + 0',
  '      if (status == 132) next',
  '      if (status == 0 && (source == 1 || deleted)) print "OK"',
  '      else print status == 128 ? "Operation not permitted" : status == 130 ? "Device or resource busy" : "Input/output error"',
  '      exit',
  "    }')",
  '  [ -n "$ended" ] || return 0',
  '  echo "$ended" >&3; served=$((served + 1)); asked=',
  '}',
] as const;
