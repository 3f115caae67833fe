import { expect, it } from 'vitest';
import { failureWith, LEAK } from './fixtures/failure.ts';
import { configText } from './kernel-config.ts';
import { reportText } from './report-text.ts';
import { reproScript } from './repro-script.ts';

const SUM = '3'.repeat(64);
const { key, used } = failureWith();

const on = (kernel: string, recorded: boolean) =>
  failureWith(LEAK, { key: { ...key, kernel }, used: recorded ? [...used, { name: `configuration of ${kernel}`, sha256: SUM, from: '/home/someone/linux/.config' }] : used });

it.each([
  ['debian:6.12.43', true, undefined, `config-6.12.43+deb12-cloud-amd64 of Debian's package, sha256 ${SUM}`],
  ['debian:6.12.43', false, undefined, "config-6.12.43+deb12-cloud-amd64 of Debian's package"],
  ['build:modular', true, 'config', `config beside this file (Debian's sources with qemu-configs/kernels/modular.config of daxlab), sha256 ${SUM}`],
  ['build:modular', false, undefined, "Debian's sources with qemu-configs/kernels/modular.config of daxlab"],
  ['./bzImage', true, 'config', `config beside this file, sha256 ${SUM}`],
  ['./bzImage', true, undefined, `one that was there when the guest ran and is not any more, sha256 ${SUM}`],
  ['./bzImage', false, undefined, 'not known: the record names none. daxlab finds one that the image carries (CONFIG_IKCONFIG), or that lies beside it or its modules'],
])('of %s (recorded: %s, packed: %s)', (kernel, recorded, config, text) => {
  expect(configText(on(kernel, recorded), { config })).toBe(text);
  expect(reportText(on(kernel, recorded), { config }).replaceAll('\n', ' ')).toContain(`.config: ${text}`);
  expect(reproScript(on(kernel, recorded), { config })).toContain(`.config: ${text}`);
});

it('of a kernel that never said what it is, by what was fetched', () => {
  const silent = failureWith(LEAK, { used: [{ name: 'debian:6.12.43', version: '6.12.43+deb12-cloud-amd64' }] });
  expect(configText({ ...silent, attempt: { ...silent.attempt, release: '' } }, {})).toBe("config-6.12.43+deb12-cloud-amd64 of Debian's package");
});
