/** Colour, on terminals only. */
import { styleText } from 'node:util';
import type { Verdict } from '../judge/verdict.ts';

export type Style = 'red' | 'green' | 'yellow' | 'cyan' | 'dim' | 'bold';
export type Paint = (style: Style, text: string) => string;

export const PLAIN: Paint = (_, text) => text;
export const COLOURED: Paint = (style, text) => styleText(style, text, { validateStream: false });

/** No colour for a pipe or a file, a dumb terminal, or where NO_COLOR is set to anything (no-color.org). */
export function paintFor(stream: { readonly isTTY?: boolean }, environment: NodeJS.ProcessEnv = process.env): Paint {
  const { NO_COLOR: refused = '', TERM: terminal } = environment;
  return stream.isTTY === true && refused === '' && terminal !== 'dumb' ? COLOURED : PLAIN;
}

export function verdictStyle(verdict: Verdict): Style {
  switch (verdict) {
    case 'pass':
      return 'green';
    case 'unsupported':
      return 'cyan';
    case 'unknown':
    case 'infra-failure':
      return 'yellow';
    case 'model-mismatch':
    case 'kernel-crash':
    case 'guest-hang':
    case 'boot-failure':
      return 'red';
  }
}
