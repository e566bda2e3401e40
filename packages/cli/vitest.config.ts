import { defineConfig } from 'vitest/config';

// The integration tests run the real bundles, a thousand orders among them: that takes its time on a slow machine.
export default defineConfig({ test: { testTimeout: 600_000, hookTimeout: 600_000 } });
