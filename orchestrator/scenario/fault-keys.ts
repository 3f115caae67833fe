/** A fault as a step of a scenario writes it (config/fault.ts reads it). */
import type { Effect, Fault } from '../model/fault.ts';

export function faultKeys({ in: fn, at, does }: Fault): Readonly<Record<string, unknown>> {
  return { in: fn, ...('call' in at ? at : { when: at }), ...effectKeys(does) };
}

function effectKeys(does: Effect): Readonly<Record<string, unknown>> {
  switch (does.kind) {
    case 'fail':
      return { returns: does.errno, ...(does.after && { after: 'running' }) };
    case 'skip':
    case 'count':
      return { [does.kind]: true };
    case 'set-argument':
      return { argument: does.argument, becomes: does.value };
    case 'set-field':
      return { argument: does.argument, offset: does.offset, size: does.size, becomes: does.value };
  }
}
