import { defineConfig, mergeConfig } from 'vitest/config';
import everywhere from '../../vitest.config.ts';

// The integration tests run the real bundles, a thousand orders among them: that takes its time on a slow machine. They wait for timers
// and other processes as much as they compute, so two files at once end sooner, also on two cores.
export default mergeConfig(everywhere, defineConfig({ test: { testTimeout: 600_000, hookTimeout: 600_000, maxWorkers: 2 } }));
