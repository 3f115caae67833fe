import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { InfrastructureError } from '../errors.ts';
import { scratch } from '../toolchain/fixtures/scratch.ts';
import { locateFiles } from './layout.ts';

function unpacked(...paths: string[]): string {
  const top = scratch();
  for (const path of paths) {
    mkdirSync(join(top, 'root', dirname(path)), { recursive: true });
    writeFileSync(join(top, 'root', path), '');
  }
  return top;
}

test("bookworm's shape", async () => {
  const top = unpacked('boot/vmlinuz-6.1.0-50-cloud-amd64', 'boot/config-6.1.0-50-cloud-amd64', 'boot/System.map-6.1.0-50-cloud-amd64', 'lib/modules/6.1.0-50-cloud-amd64/modules.order');
  expect(await locateFiles(top, 'root')).toEqual({
    release: '6.1.0-50-cloud-amd64',
    image: 'root/boot/vmlinuz-6.1.0-50-cloud-amd64',
    modules: 'root/lib/modules/6.1.0-50-cloud-amd64',
    config: 'root/boot/config-6.1.0-50-cloud-amd64',
    systemMap: 'root/boot/System.map-6.1.0-50-cloud-amd64',
  });
});

test('everything beside the modules, as from 6.19 on', async () => {
  const folder = 'usr/lib/modules/7.3.4+deb13-cloud-amd64';
  const top = unpacked(`${folder}/vmlinuz`, `${folder}/config`, `${folder}/modules.builtin`);
  expect(await locateFiles(top, 'root')).toEqual({ release: '7.3.4+deb13-cloud-amd64', image: `root/${folder}/vmlinuz`, modules: `root/${folder}`, config: `root/${folder}/config` });
});

test('a shape that is not known', async () => {
  await expect(locateFiles(unpacked('usr/lib/modules/9.9/modules.order'), 'root')).rejects.toThrow(InfrastructureError);
  await expect(locateFiles(unpacked('boot/vmlinuz-9.9'), 'root')).rejects.toThrow(InfrastructureError);
});
