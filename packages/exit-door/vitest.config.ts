import { defineConfig, mergeConfig } from 'vitest/config';
import everywhere from '../../vitest.config.ts';

// Two synths and a compiler are other processes: how long they take is not what the tests are about.
export default mergeConfig(everywhere, defineConfig({ test: { testTimeout: 600_000 } }));
