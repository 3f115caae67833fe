/** What runs the guest's instructions: QEMU's software emulation, or the host's processor. */
export type Accelerator = 'tcg' | 'kvm';
