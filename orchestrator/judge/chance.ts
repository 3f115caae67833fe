/** Facts on which two guests of the same kind do not agree either. */

/**
 * What ordinary memory is used for and how it is split up; and an option ROM that the kernel finds where there is none, when what the firmware left there
 * adds up to 0, once in 256 boots `[arch/x86/kernel/probe_roms.c:romchecksum]`.
 */
const OF_CHANCE = [/^node0\/\w+\/(free|buddy|pageblocks)$/, /^iomem\/.* Adapter ROM$/];
/**
 * Where registers of CXL ports and expanders are: the firmware places them at boot; in a fork the kernel does, which finds the ports anew, in an
 * order of its own (cxl-2way, cxl-pmem).
 */
const OF_PLACE = /^iomem\/.* (?:PCI Bus [0-9a-f]{4}:[0-9a-f]{2}|[0-9a-f]{4}:[0-9a-f]{2}:[0-9a-f]{2}\.\d|mem\d+|(?:port|endpoint)\d+)(?: #\d+)?$/;
/** KiB. Two boots were seen 84 apart, a boot and a fork 224. */
const FREE_MEMORY = { facts: /^free memory of (the boot|all) nodes \(KiB\)$/, most: 1024 };

export const isOfChance = (fact: string): boolean => OF_CHANCE.some((pattern) => pattern.test(fact)) || OF_PLACE.test(fact);

/** Whether two values of a fact may be of two guests of the same kind. */
export function alike(fact: string, one: string | number | undefined, other: string | number | undefined): boolean {
  if (one === other || isOfChance(fact)) return true;
  return FREE_MEMORY.facts.test(fact) && Math.abs(Number(one) - Number(other)) <= FREE_MEMORY.most;
}
