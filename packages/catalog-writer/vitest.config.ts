import { defineConfig, mergeConfig } from 'vitest/config';
import everywhere from '../../vitest.config.ts';

// The tests write and compare whole catalogs, which takes time on a slow machine.
export default mergeConfig(everywhere, defineConfig({ test: { testTimeout: 120_000 } }));
