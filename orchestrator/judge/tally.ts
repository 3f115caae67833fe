/** Facts that sum up or summarise, and what udev was told: no operation comes to anything else because one of them is wrong. */
const TALLIES: ReadonlySet<string> = new Set([
  'free memory of the boot nodes (KiB)', 'free memory of all nodes (KiB)', 'DirectMap', 'DirectMap1G', 'nr_memmap_pages', 'nr_memmap_boot_pages', 'CommitLimit', 'min_free_kbytes',
  'node/has_memory', 'node/has_normal_memory', 'node/has_cpu',
]);

export const isTally = (fact: string): boolean => TALLIES.has(fact) || fact.endsWith('/uevents');
