import { defineConfig } from 'vitest/config';

/** `unit`: everything without a guest, fake QEMU programs included. `page`: report.html in a browser. `live`: real guests, one file at a time. `full`: what only nights run. */
export default defineConfig({
  test: {
    projects: [
      { test: { name: 'unit', include: ['orchestrator/**/*.test.ts'], exclude: ['**/*.live.test.ts', '**/*.full.test.ts', '**/*.page.test.ts'], testTimeout: 60_000 } },
      { test: { name: 'page', include: ['orchestrator/**/*.page.test.ts'], testTimeout: 300_000, hookTimeout: 600_000, fileParallelism: false, expect: { poll: { timeout: 60_000 } } } },
      { test: { name: 'live', include: ['orchestrator/**/*.live.test.ts'], testTimeout: 600_000, hookTimeout: 600_000, fileParallelism: false } },
      { test: { name: 'full', include: ['orchestrator/**/*.full.test.ts'], testTimeout: 3_600_000, hookTimeout: 3_600_000, fileParallelism: false } },
    ],
  },
});
