/**
 * The version of the rules that judge: goes up with every change that may judge an old record otherwise, of the judge or of the model that it
 * holds the evidence against. What the rules make of the golden logs and of a few runs is in fixtures/judged.json; a change there without a
 * new number is a failed test.
 *
 * 1: Errno, state, calls and conservation against the model. Reports of the log are whole or not, and named by their first frames; those that
 *    accompany another finding are its evidence. A stall alone is unknown; where the console says that lines are missing, nothing passes.
 * 2: A tally that differs is told once, and the rest of the scenario is still held against the model.
 * 3: A second run with the machine to itself says whether a stall counts. The guest's own account of /dev/kmsg is held against the console:
 *    what was lost without a word is a gap too. What an unpredicted failure did not leave as it was is evidence of its finding.
 * 4: min_free_kbytes need not return once everything is removed.
 * 5: The laws are of blocks and ranges, not of numbers, and hold at every moment: each block released once, mapped and unmapped, its memmap and its
 *    pages in use while it is online; blocks, iomem, zones and dax devices are of the same ranges; boot zones and nodes return exactly, objects
 *    in sysfs too. Free memory of all nodes is bounded while a block is in a kernel zone; flags of pages and uevents where they were recorded. A
 *    hang that the kernel does not report is a finding, named by the operation. A slab report is named by the line in front of it.
 * 6: Blocks of a range whose add failed before anything was mapped, or behind that, need not be in iomem because their device is bound.
 *    What kmemleak reports is a finding, named by who allocated it. What devices are not as they must be is said to be so behind their preparation.
 *    Where functions were called more or less often than they should, the altmaps of the others are told as well. A memmap behind whose initialisation no pages
 *    go online was not initialised, and is none to give back. A row whose fault did not fire is unknown; a failed allocation may be one that the operation does without.
 * 7: A range whose length is not aligned is refused. Writers that give memory to dax devices and do away with them wait for nothing but each other: one that
 *    had to be killed is a hang. Who unbinds what another unbinds at the same time may be told OK, and what one of several writers may call for its own
 *    reasons is open for all of them. Of a DIMM that stays, blocks of kernel zones that can no longer go online may be offline.
 *    Of allocations that fail, one is of the name of a device, one of a chunk's altmap, one of the range's resource, one of a block's link to its node; those that
 *    an operation need not come to say nothing where it does not. A DIMM may be in its slot and come to nothing. Where the kernel has kmemleak, that says what is lost over cycles, not free memory.
 */
export const RULES = 7;
