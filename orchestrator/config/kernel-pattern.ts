/** Kernels in YAML: names as they are asked for, and where something is said of several, ranges of versions. */
import { z } from 'zod';
import { parseKernelName } from './kernel-name.ts';
import { isKernelRange } from './kernel-range.ts';

export const kernelText = z.string().refine(isKernelName, 'debian:<version>, build:<name> or a file');

const pattern = z.string().refine((text) => isKernelRange(text) || (isKernelName(text) && !/^[<>=]/.test(text)), 'a range of versions such as <6.9, or the name of a kernel');

/** One range such as `<6.9` or `>=6.9 <7.0` or one name, or several of them. */
export const kernelPatterns = z.union([pattern.transform((text) => [text]), z.array(pattern).min(1)]);

function isKernelName(text: string): boolean {
  try {
    parseKernelName(text);
    return true;
  } catch {
    return false;
  }
}
