/*
 * Makes node_modules what package-lock.json says, and does nothing where it is: no output, no network. Plain Node, for it runs before there are packages.
 */
import { createHash } from 'node:crypto';
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { fileURLToPath } from 'node:url';

const root = new URL(process.argv[2] ?? '../', import.meta.url);
const stamp = new URL('node_modules/.daxlab-packages', root);

requireNode();
if (!isCurrent()) {
  const release = await alone();
  // The one that was waited for has done it.
  if (!isCurrent()) install();
  release();
}

function requireNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return;
  console.error(`daxlab needs Node 20.19 or newer\n  seen:     ${process.version}`);
  process.exit(64);
}

function install() {
  console.error('daxlab: fetching npm packages (npm ci)');
  // npm that runs this script says where it is; otherwise the one on the PATH.
  const { npm_execpath: running } = process.env;
  const [program, ...before] = running?.endsWith('.js') ? [process.execPath, running] : ['npm'];
  const { status, error } = spawnSync(program, [...before, 'ci', '--no-audit', '--no-fund', '--loglevel=error'], { cwd: root, stdio: ['ignore', 2, 2] });
  if (status !== 0) {
    console.error(`fetching npm packages\n  expected: npm ci to succeed\n  seen:     ${error?.message ?? `exit status ${status}`}\n  next:     look at what npm says above; npm ci tries it again`);
    process.exit(3);
  }
  writeFileSync(stamp, wanted());
}

function isCurrent() {
  if (read(stamp) === wanted()) return true;
  if (!hasLocked()) return false;
  writeFileSync(stamp, wanted());
  return true;
}

/** The stamp of a node_modules that was made for this lock file on such a machine. */
function wanted() {
  return createHash('sha256').update(`${process.platform} ${process.arch}\n${read(new URL('package-lock.json', root))}`).digest('hex');
}

/** Whether someone else's npm has installed exactly what is locked: npm leaves a lock file of its own when it is done. */
function hasLocked() {
  const locked = packages('package-lock.json');
  const installed = packages('node_modules/.package-lock.json');
  const same = ([path, { version, integrity }]) => locked[path]?.version === version && locked[path]?.integrity === integrity;
  const missing = Object.entries(locked).filter(([path, { optional }]) => path !== '' && !optional && !(path in installed));
  return missing.length === 0 && Object.keys(installed).length > 0 && Object.entries(installed).every(same);
}

function packages(file) {
  try {
    return JSON.parse(read(new URL(file, root)) ?? '{}').packages ?? {};
  } catch {
    return {};
  }
}

function read(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}

/**
 * Waits for other runs in this checkout; the function returned lets the next one in. A socket in Linux' abstract namespace is the lock: it is gone with
 * its process, however that ends.
 */
async function alone() {
  const name = `\0daxlab-packages-${createHash('sha256').update(fileURLToPath(root)).digest('hex').slice(0, 32)}`;
  for (;;) {
    const server = createServer().unref();
    const held = await new Promise((resolve, reject) => {
      server.once('error', (error) => (error.code === 'EADDRINUSE' ? resolve(false) : reject(error)));
      server.listen(name, () => resolve(true));
    });
    if (held) return () => server.close();
    await new Promise((resolve) => {
      connect(name).on('error', resolve).on('close', resolve).resume();
    });
  }
}
