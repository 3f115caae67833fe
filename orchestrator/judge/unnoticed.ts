/**
 * What is recorded of a guest and not held against anything, each with the reason: a change there alone lets a scenario pass. Everything else that is
 * recorded is noticed, which sensitivity.test.ts tries field by field.
 */
export const UNNOTICED: readonly { readonly field: RegExp; readonly why: string }[] = [
  { field: /^booted\.(?:accelerator|release)$/, why: 'told to people; that it is the kernel that was asked for is checked before anything is done with it, and the first observation has it again' },
  { field: /^fault\.calls$/, why: 'whoever enumerates calls reads it; what was called is held against the prediction by the call witness' },
  { field: /^baseline\.observation\.faultInjection\.notifierErrors\./, why: 'the model begins with none that is told to fail: where one is, the next observation differs' },
  { field: /^baseline\.observation\.(?:buddy|pageblocks)\b/, why: 'of zones that were there at boot, which nobody predicts: only one that is new has all its pages free' },
  { field: /^(?:observed|baseline)\.observation\.commandLine$/, why: 'the kernel never changes it; that its parameters came to what it asks for is held against the first observation' },
  { field: /^observed\.observation\.dax\[\]\.origin$/, why: 'where a device hangs in sysfs decides about the default of its attribute, which is held against the first observation' },
  { field: /^observed\.observation\.faultInjection\.hardOfflinePage$/, why: 'whether there is such a file: the first observation says what may be tried, and what is tried has an errno' },
  { field: /^observed\.observation\.held\[\]\.how$/, why: 'what may not lie in Movable is told by it, and of pages that do not lie there it says nothing' },
  { field: /^(?:observed|baseline)\.observation\.kmemleak$/, why: 'whether there is such a file: the first observation says so, and looking has an errno' },
  { field: /^observed\.observation\.overcommitRatio$/, why: 'nothing here writes it: CommitLimit is held against the ratio of the first observation' },
  { field: /^(?:observed|baseline)\.observation\.(?:meminfo|nodes\[\])\.memFree$/, why: 'the sum of what is free in zones, each of which is held against its own, with its per-cpu lists, which this leaves out' },
  { field: /^(?:observed|baseline)\.observation\.kobjects\.kernfsNodes$/, why: 'whole slabs of a cache that all of sysfs shares: it tells something as a slope over many cycles, not at one moment' },
  { field: /^observed\.observation\.(?:pageFlags|selfHosted) without its last$/, why: 'looking is costly: what was not looked at is no difference' },
  { field: /^observed\.observation\.pageFlags\[\]\.(?:count|flags\{\})$/, why: 'which values there are counts, and not how many pages have each; those that mark a memmap are counted apart' },
];

/** What a record may have besides, that no good guest is imagined with: not even tried. */
export const UNTRIED: readonly { readonly field: string; readonly why: string }[] = [
  ...['how', 'why', 'snapshot', 'savedAt'].map((key) => ({ field: `booted.begun.${key}`, why: 'how its guest came about, for people: a fork is held to the same as a boot' })),
  ...['fn', 'why'].map((key) => ({ field: `call-witness.missing[].${key}`, why: 'what the witness does not see, for people: that it does not is told by what it sees' })),
  { field: 'result.cut[]', why: 'who was cut off is taken for done and for not done: a record that names another place is one of another guest' },
  { field: 'called.calls[].at', why: "the guest's clock, for the time line that people read: calls are held against their order" },
  { field: 'observed.observation.nodes[].accessClasses', why: 'held against the model where the firmware tells of node 0, which no guest is imagined with: nodes.test.ts tries it' },
  { field: 'observed.observation.held[].first[].pfn', why: 'told of pages that hold something else than was written to them, of which a good guest has none: that there are some is a breach by itself' },
  { field: 'observed.observation.held[].first[].place', why: 'the same' },
];
