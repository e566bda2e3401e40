import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

/** How every workspace's tests run; those that need longer say so in a config of their own. */
export default defineConfig({
  test: {
    setupFiles: [fileURLToPath(new URL('vitest.setup.ts', import.meta.url))],
    // Tests wait for conditions. This is only the net below them, wide enough for a machine that does much else.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    expect: { poll: { timeout: 30_000 } },
    reporters: ['default', 'json'],
    // Where npm test looks for what passed.
    outputFile: { json: '.plumbline/test-results.json' },
  },
});
