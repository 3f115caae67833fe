/**
 * Where a function's own work begins: behind the landing pad and the call that ftrace patches in, and before anything is pushed.
 *
 * A kprobe at a function's entry is such a call on all kernels tried (kprobes/list: `create_memory_block_devices+0x4 [FTRACE]`). A breakpoint on the
 * symbol stops in front of it: then a call that is made to return at once is one that the call witness never sees (measured on 7.3.4: two calls instead
 * of three). Behind it the probe has been, the stack is still as the caller left it, and arguments are where they were.
 */

/** endbr64, and what the kernel writes over those that it does not need `[arch/x86/kernel/alternative.c:poison_endbr]`: on 6.12.95, and on 7.3.4. */
const LANDING_PADS = ['f30f1efa', '660f1f00', '0f1f40d6'];
/** The nop of five bytes, and a call, which is one byte and four of distance. */
const NOP = '0f1f440000';
const CALL = 'e8';

export const LONGEST_ENTRY = 9;

/** Bytes from the symbol to there. @param text the first bytes of the function */
export function entryLength(text: Buffer): number {
  const hex = text.toString('hex');
  const pad = LANDING_PADS.some((one) => hex.startsWith(one)) ? 4 : 0;
  const patched = hex.slice(2 * pad);
  return pad + (patched.startsWith(NOP) || patched.startsWith(CALL) ? 5 : 0);
}
