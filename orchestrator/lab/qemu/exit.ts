/** How a QEMU ended. */
import type { Ended } from './guarded-process.ts';

export interface Exit extends Ended {
  /** Why QEMU shut down, in its own words (SHUTDOWN event): `guest-reset`, `guest-shutdown`, `host-qmp-quit`, `host-signal`… */
  readonly shutdown?: string;
}

/** `exit 0 (guest-reset)`, `signal SIGKILL`. */
export function inWords({ code, signal, shutdown }: Exit): string {
  const how = signal === undefined ? `exit ${code ?? 0}` : `signal ${signal}`;
  return shutdown === undefined ? how : `${how} (${shutdown})`;
}
