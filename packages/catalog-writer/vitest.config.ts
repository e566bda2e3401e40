import { defineConfig } from 'vitest/config';

// Whole catalogs are written and compared: that takes its time on a slow machine.
export default defineConfig({ test: { testTimeout: 120_000 } });
