#!/usr/bin/env node
/* The command `daxlab`: plain JavaScript, so that an old Node or a checkout without its packages gets an answer instead of a stack. */
import { existsSync } from 'node:fs';

const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19)) leave(`daxlab needs Node 20.19 or newer\n  seen:     ${process.version}`);
if (!existsSync(new URL('../../node_modules/tsx', import.meta.url)) && !resolves('tsx/esm/api')) {
  leave('daxlab needs its packages\n  seen:     no node_modules in this checkout\n  next:     npm ci, or npm start, which fetches them');
}

const { register } = await import('tsx/esm/api');
register();
const { main } = await import('./main.ts');
await main(process.argv.slice(2));

function resolves(name) {
  try {
    import.meta.resolve(name);
    return true;
  } catch {
    return false;
  }
}

function leave(text) {
  console.error(text);
  // To `git bisect run` any other status would call the commit bad.
  process.exit(process.argv[2] === 'bisect' && process.argv.includes('--run') ? 125 : 64);
}
