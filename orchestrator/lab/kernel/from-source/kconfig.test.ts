import { expect, test } from 'vitest';
import { kconfigEntries, namesIn, whyLost } from './kconfig.ts';

const MM = `
menu "Memory"
	depends on MMU

config HIDDEN
	bool

if SPARSEMEM || FLATMEM
config MEMORY_HOTPLUG
	bool "Memory hotplug"
	select HIDDEN
	depends on ARCH_ENABLE_MEMORY_HOTPLUG
	depends on 64BIT && \\
		!SLOB
	help
	  Memory that depends on nothing
	  config OF_NOTHING

	  if at all

choice
	prompt "Model"
	depends on EXPERT
config FLAT
	bool "Flat"
endchoice
endif
endmenu
config ALONE
	tristate "Alone"
`;

test('what an option depends on is its own and of what it stands in', () => {
  expect(kconfigEntries(MM).map(({ name, depends, isVisible }) => [name, depends.map((one) => one.replaceAll(/\s+/g, ' ')), isVisible])).toEqual([
    ['HIDDEN', ['MMU'], false],
    ['MEMORY_HOTPLUG', ['MMU', 'SPARSEMEM || FLATMEM', 'ARCH_ENABLE_MEMORY_HOTPLUG', '64BIT && !SLOB'], true],
    ['FLAT', ['MMU', 'SPARSEMEM || FLATMEM', 'EXPERT'], true],
    ['ALONE', [], true],
  ]);
});

test('names in an expression', () => {
  expect(namesIn('64BIT && (DEV_DAX = m || !X86) && ARCH = "um"')).toEqual(['64BIT', 'DEV_DAX', 'X86', 'ARCH']);
});

test.each([
  ['MEMORY_HOTPLUG', 'it depends on MMU && (SPARSEMEM || FLATMEM) && ARCH_ENABLE_MEMORY_HOTPLUG && 64BIT && !SLOB, and there is MMU=y, SPARSEMEM=n, FLATMEM=n, ARCH_ENABLE_MEMORY_HOTPLUG=n, 64BIT=y, SLOB=n'],
  ['HIDDEN', 'it cannot be chosen: other options select it, or its default says what it is'],
  ['ALONE', 'it depends on nothing: another option that is set selects or excludes it'],
  ['OF_NOTHING', 'no Kconfig file of this source has such an option'],
])('%s: %s', (option, why) => {
  expect(whyLost(option, ['', MM], new Map([['MMU', 'y'], ['64BIT', 'y']])).replaceAll(/\s+/g, ' ')).toBe(why);
});
