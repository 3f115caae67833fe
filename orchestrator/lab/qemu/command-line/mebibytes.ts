/** A size as QEMU takes it and people read it: `1024M`. Every size of a checked machine is a multiple of 1 MiB. */
import { MIB } from '../../../config/size.ts';

export const mebibytes = (size: number): string => `${size / MIB}M`;
