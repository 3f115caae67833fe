/** What a hung guest said when it was asked (orchestrator/lab/qemu/diagnose.ts): texts beside its console. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

const NO_ANSWER = /^no answer\b/;
/** Of each question: a mailing list is read by people. */
const MOST_LINES = 120;

/**
 * Tasks that are blocked and what the processors do; of a guest that is hung too deep for both, its registers. Empty where nobody asked, or nothing answered.
 * @param machine folder of the guest's logs
 */
export async function readDiagnosis(machine: string): Promise<readonly string[]> {
  const answer = async (name: string): Promise<readonly string[]> => {
    const text = await readFile(join(machine, `hang-${name}.txt`), 'utf8').catch(() => '');
    return text === '' || NO_ANSWER.test(text) ? [] : text.trimEnd().split('\n').slice(0, MOST_LINES);
  };
  const tasks = [...await answer('sysrq-w'), ...await answer('sysrq-l')];
  return tasks.length > 0 ? tasks : answer('registers');
}
