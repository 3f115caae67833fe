/**
 * Which modules a guest needs, in groups that guest-scripts load by name and at different moments. The order within a group is the
 * order of loading; what they depend on comes from kmod. A kernel has each of them as a module, built in, or not at all.
 */
export const MODULE_GROUPS: Readonly<Record<string, readonly string[]>> = {
  network: ['virtio_pci', 'virtio_net'],
  'dax-core': ['dax'],
  'dax-drivers': ['device_dax', 'kmem'],
  cxl: ['cxl_port', 'cxl_acpi', 'cxl_mem', 'cxl_pci', 'dax_cxl'],
  nvdimm: ['libnvdimm', 'nfit', 'dax_pmem'],
  'cxl-pmem': ['cxl_pmem', 'dax_pmem'],
  hmem: ['dax_hmem'],
  // Only for scenarios that require it: a notifier that is not there cannot be in the way.
  'notifier-error-injection': ['memory-notifier-error-inject'],
  // For what people do in a shell; no recipe loads them.
  more: ['nd_pmem', 'hwpoison-inject'],
};
