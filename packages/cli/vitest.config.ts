import { defineConfig } from 'vitest/config';

// The integration tests run the real bundles: cold functions on a slow machine take their time.
export default defineConfig({ test: { testTimeout: 120_000, hookTimeout: 120_000 } });
