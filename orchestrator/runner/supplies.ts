/** What guests are made of: acquired when first wanted, once per run, and told to the record. */
import { kernelConfiguration } from '../archive/configuration-name.ts';
import type { Used } from '../archive/run-file.ts';
import type { RunRequest } from './request.ts';
import { buildImage, type Image } from '../lab/image/image.ts';
import { parseKernelName } from '../config/kernel-name.ts';
import { acquireKernel, type Kernel } from '../lab/kernel/acquire.ts';
import type { Progress } from '../lab/progress.ts';
import { probeKvm, type KvmProbe } from '../lab/qemu/index.ts';
import { sha256Of } from '../lab/toolchain/apt/fetch.ts';
import { openCache, type Cache } from '../lab/toolchain/cache.ts';
import type { ToolchainOptions, UsedPackage } from '../lab/toolchain/options.ts';
import { acquireQemu, formatQemuVersion, type QemuBuild } from '../lab/toolchain/qemu.ts';
import { acquireTools, type Tools } from '../lab/toolchain/tools.ts';

export type SuppliesRequest = Pick<RunRequest, 'modules' | 'qemu' | 'mirror' | 'cache' | 'refresh'>;

/** Everything one machine needs to boot one kernel. */
export interface Supply {
  readonly qemu: QemuBuild;
  readonly kernel: Kernel;
  readonly image: Image;
  readonly kvm: KvmProbe;
  readonly cache: Cache;
  /** Versions and sha256 of all of it, for run.json. */
  readonly used: readonly Used[];
}

export class Supplies {
  readonly #options: ToolchainOptions;
  readonly #request: SuppliesRequest;
  readonly #kernels = new Map<string, Promise<Kernel>>();
  #tools: Promise<Tools> | undefined;
  #qemu: Promise<QemuBuild> | undefined;
  #kvm: Promise<KvmProbe> | undefined;

  private constructor(cache: Cache, request: SuppliesRequest, progress: Progress, signal: AbortSignal) {
    this.#options = { cache, mirror: request.mirror, refresh: request.refresh, progress, signal };
    this.#request = request;
  }

  static async open(request: SuppliesRequest, progress: Progress, signal: AbortSignal): Promise<Supplies> {
    return new Supplies(await openCache(request.cache), request, progress, signal);
  }

  /** @throws ConfigError, InfrastructureError, UnsupportedError of the lab */
  async for(kernelName: string): Promise<Supply> {
    const [qemu, kernel, tools] = await Promise.all([this.qemu(), this.kernel(kernelName), this.tools()]);
    const [image, kvm] = await Promise.all([
      buildImage({ tools, kernel, cache: this.#options.cache, progress: this.#options.progress, signal: this.#options.signal }),
      this.#probe(qemu, kernel),
    ]);
    return { qemu, kernel, image, kvm, cache: this.#options.cache, used: await used(qemu, kernel, tools, image) };
  }

  qemu(): Promise<QemuBuild> {
    return (this.#qemu ??= this.#again(acquireQemu({ ...this.#options, path: this.#request.qemu }), () => { this.#qemu = undefined; }));
  }

  tools(): Promise<Tools> {
    return (this.#tools ??= this.#again(acquireTools(this.#options), () => { this.#tools = undefined; }));
  }

  kernel(name: string): Promise<Kernel> {
    const known = this.#kernels.get(name);
    if (known) return known;
    const modules = parseKernelName(name).kind === 'file' ? this.#request.modules : undefined;
    const kernel = this.#again(acquireKernel(name, { ...this.#options, modules }), () => { this.#kernels.delete(name); });
    this.#kernels.set(name, kernel);
    return kernel;
  }

  /** With whichever kernel comes first: the answer is about QEMU and the host. */
  #probe(qemu: QemuBuild, kernel: Kernel): Promise<KvmProbe> {
    const { cache, signal, progress } = this.#options;
    if (!this.#kvm) progress?.('finding out whether KVM runs a guest here');
    return (this.#kvm ??= this.#again(probeKvm({ cache, qemu, kernel: kernel.vmlinux ?? kernel.image, signal }), () => { this.#kvm = undefined; }));
  }

  /** What failed may succeed when a retry asks again. */
  #again<Value>(promise: Promise<Value>, forget: () => void): Promise<Value> {
    promise.catch(forget);
    return promise;
  }
}

async function used(qemu: QemuBuild, kernel: Kernel, tools: Tools, image: Image): Promise<Used[]> {
  const packages: readonly UsedPackage[] = [...qemu.packages, ...kernel.packages, ...tools.packages];
  return [
    { name: 'qemu', version: formatQemuVersion(qemu.version), sha256: qemu.sha256 },
    { name: kernel.asked, ...(kernel.release === undefined ? {} : { version: kernel.release }), sha256: kernel.sha256, ...(kernel.build && { builtFrom: kernel.build }) },
    ...(kernel.config === undefined ? [] : [{ name: kernelConfiguration(kernel.asked), sha256: await sha256Of(kernel.config), from: kernel.config }]),
    { name: `image for ${kernel.asked}`, sha256: image.sha256 },
    ...packages,
  ];
}
