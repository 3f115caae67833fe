/** Writing what decides about onlining: auto_online_blocks and the parameters of memory_hotplug (SEMANTICS 1.3). They hold from the next add, or the next block, on. */
import type { PolicyName } from '../operation.ts';
import { only, type Outcome } from '../outcome.ts';
import type { Policies, World } from '../world.ts';
import { parseBoolean } from './attribute.ts';
import { onlineType } from './block-state.ts';

export function writePolicy(world: World, name: PolicyName, value: string): readonly Outcome[] {
  if (shownPolicies(world)[name] === undefined) return only('ENOENT', world);
  if (name === 'auto_movable_numa_aware' && world.constants.semantics.enableDisable === 'unknown' && /^[ed]/i.test(value)) {
    const taken = only('OK', { ...world, policies: { ...world.policies, autoMovableNumaAware: /^e/i.test(value) } });
    return [...only('EINVAL', world), ...taken].map((outcome) => ({ ...outcome, open: 'boolean-letters' as const }));
  }
  const policies = stored(world, name, value);
  return typeof policies === 'string' ? only(policies, world) : only('OK', { ...world, policies: { ...world.policies, ...policies } });
}

function stored({ constants }: World, name: PolicyName, value: string): Partial<Policies> | 'EINVAL' | 'ERANGE' {
  switch (name) {
    case 'auto_online_blocks': {
      const type = onlineType(value);
      return type === undefined ? 'EINVAL' : { autoOnline: type };
    }
    case 'online_policy': {
      const policy = ONLINE_POLICIES.find((one) => one === value || `${one}\n` === value);
      return policy === undefined ? 'EINVAL' : { onlinePolicy: policy };
    }
    case 'auto_movable_ratio': {
      const ratio = unsignedInteger(value);
      return typeof ratio === 'string' ? ratio : { autoMovableRatio: ratio };
    }
    case 'auto_movable_numa_aware': {
      const aware = parseBoolean(value, constants.semantics.enableDisable === true);
      return aware === undefined ? 'EINVAL' : { autoMovableNumaAware: aware };
    }
  }
}

const ONLINE_POLICIES = ['contig-zones', 'auto-movable'] as const;

/** `[lib/kstrtox.c:kstrtouint]` with the base by the prefix: 0x is sixteen, 0 before a digit eight. */
export function unsignedInteger(text: string, most = 0xffffffff): number | 'EINVAL' | 'ERANGE' {
  const [, digits] = /^\+?(0x[0-9a-f]+|0[0-7]*|[1-9]\d*)\n?$/i.exec(text) ?? [];
  if (digits === undefined) return 'EINVAL';
  const value = Number(/^0[0-7]+$/.test(digits) ? `0o${digits.slice(1)}` : digits);
  return value > most ? 'ERANGE' : value;
}

/** As they read back; undefined where the kernel has no such file. */
export function shownPolicies({ policies, constants: { start: { parameters } } }: World): Readonly<Record<PolicyName, string | undefined>> {
  const where = (seen: string | undefined, now: string): string | undefined => (seen === undefined ? undefined : now);
  return {
    auto_online_blocks: where(parameters.autoOnlineBlocks, policies.autoOnline),
    online_policy: where(parameters.onlinePolicy, policies.onlinePolicy),
    auto_movable_ratio: where(parameters.autoMovableRatio, String(policies.autoMovableRatio)),
    auto_movable_numa_aware: where(parameters.autoMovableNumaAware, policies.autoMovableNumaAware ? 'Y' : 'N'),
  };
}
