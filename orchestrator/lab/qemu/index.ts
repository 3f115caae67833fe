/** What the other rooms use of lab/qemu. */
export { chooseAccelerator, type Choice } from './accelerator/choose.ts';
export type { Accelerator } from './accelerator/accelerator.ts';
export { probeKvm } from './accelerator/cached-probe.ts';
export type { KvmProbe } from './accelerator/kvm-probe.ts';
export type { MemoryPlace } from './command-line/backend.ts';
export { commandLine, type BootParts, type CommandLine } from './command-line/command-line.ts';
export { dimmPlaces, type DimmPlace } from './command-line/devices/pc-dimm.ts';
export { GUEST_ADDRESS } from './command-line/network.ts';
export { DeadlineError, within, type Deadline } from './deadline.ts';
export { DEADLINES } from './deadlines.ts';
export { plugDimm, unplugDimm } from './dimm.ts';
export { inWords as describeExit, type Exit } from './exit.ts';
export { describeLoss, type Loss } from './loss.ts';
export type { Diagnosis } from './diagnose.ts';
export type { RunningQemu } from './running-qemu.ts';
export { saveState } from './migration.ts';
export { startQemu, type SavedGuest, type StartOptions } from './start.ts';
export type { StopResult } from './stop.ts';
