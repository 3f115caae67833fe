/** Functions as a call trace prints them. */

/** ` func+0x1/0x2`, ` ? func+0x1/0x2 [module]`: a question mark is an address that merely lies on the stack. kmemleak has its name in front of each line. */
const FRAME = /^(?:kmemleak:)? +(\? )?(?:\[<[0-9a-f]+>\] )?([\w.$]+)\+0x[0-9a-f]+\/0x[0-9a-f]+(?: \[[^\]]+\])*$/;
/** Register dump of kernel code; `0033` is a program's. */
const RIP = /^RIP: 0010:(?:\[<[0-9a-f]+>\] )?([\w.$]+)\+0x/;

/** The function of a frame that is really on the stack. */
export function frameOf(message: string): string | undefined {
  const match = message.startsWith(' ') || message.startsWith('kmemleak:  ') ? FRAME.exec(message) : null;
  return match?.[1] === undefined ? match?.[2] : undefined;
}

/** The function in which the processor was. */
export const instructionOf = (message: string): string | undefined => (message.startsWith('RIP: ') ? RIP.exec(message)?.[1] : undefined);

/** Clones that a compiler makes of a function; another compiler, or the same for the next release, makes others. */
const CLONE = /\.(?:isra|constprop|part|cold|llvm|lto_priv|localalias)(?:\.\d+)*(?=\.|$)/g;

/** A function's name as it stands in the source. */
export const inSource = (symbol: string): string => symbol.replace(CLONE, '');
