import { defineConfig, mergeConfig } from 'vitest/config';
import everywhere from '../../vitest.config.ts';

// Whole catalogs are written and compared: that takes its time on a slow machine.
export default mergeConfig(everywhere, defineConfig({ test: { testTimeout: 120_000 } }));
