/** auto_online_blocks and the parameters of memory_hotplug, as text that is stored `[drivers/base/memory.c:auto_online_blocks_store; kernel/params.c; mm/memory_hotplug.c]`. */
import type { Observation } from '../../model/observation.ts';
import type { ErrnoName, Operation } from '../../model/operation.ts';
import { parse, parseNewer } from './attribute-table.ts';
import type { Choose } from './memory-blocks.ts';

type Settings = { -readonly [Name in keyof Observation['parameters']]: Observation['parameters'][Name] };

/** By file: where its text is, and what is stored of a text; undefined for what is refused as EINVAL. */
const NAMES = { auto_online_blocks: 'autoOnlineBlocks', online_policy: 'onlinePolicy', auto_movable_ratio: 'autoMovableRatio', auto_movable_numa_aware: 'autoMovableNumaAware' } as const;

/** `[lib/string_helpers.c:__sysfs_match_string]` */
const match = (words: readonly string[], text: string): string | undefined => words.find((word) => text.replace(/\n$/, '') === word);

export function policyStore(settings: Settings, newerWords: 'yes' | 'no' | 'either', { policy, value }: Extract<Operation, { kind: 'write-policy' }>, choose: Choose): ErrnoName {
  const name = NAMES[policy];
  if (settings[name] === undefined) return 'ENOENT';
  const store = (text: string | undefined): ErrnoName => {
    if (text !== undefined) settings[name] = text;
    return text === undefined ? 'EINVAL' : 'OK';
  };
  switch (policy) {
    case 'auto_online_blocks':
      return store(match(['offline', 'online', 'online_kernel', 'online_movable'], value));
    case 'online_policy':
      return store(match(['contig-zones', 'auto-movable'], value));
    case 'auto_movable_ratio': {
      const text = value.replace(/\n$/, '').replace(/^\+/, '');
      const base = /^0x/i.test(text) ? 16 : /^0./.test(text) ? 8 : 10;
      const digits = base === 16 ? text.slice(2) : text;
      const isNumber = ({ 8: /^[0-7]+$/, 10: /^[0-9]+$/, 16: /^[0-9a-f]+$/i } as const)[base].test(digits);
      if (isNumber && parseInt(digits, base) >= 2 ** 32) return 'ERANGE';
      return store(isNumber ? String(parseInt(digits, base)) : undefined);
    }
    case 'auto_movable_numa_aware': {
      const newer = parseNewer(value);
      const yes = (aware: boolean | undefined): string | undefined => (aware === undefined ? undefined : aware ? 'Y' : 'N');
      if (newer !== undefined && newerWords === 'either') return choose(['EINVAL', 'OK']) === 'OK' ? store(yes(newer)) : 'EINVAL';
      return store(yes(parse(value) ?? (newerWords === 'yes' ? newer : undefined)));
    }
  }
}
