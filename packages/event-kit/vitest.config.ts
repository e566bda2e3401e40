import { defineConfig } from 'vitest/config';

// Properties are checked with megabytes of data: that takes its time on a slow machine.
export default defineConfig({ test: { testTimeout: 60_000 } });
