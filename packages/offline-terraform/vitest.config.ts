import { defineConfig, mergeConfig } from 'vitest/config';
import everywhere from '../../vitest.config.ts';

// Terraform and cdktf are other processes: how long they take is not what the tests are about. With the real provider, they deploy to
// one and the same account.
const fileParallelism = process.env['PLUMBLINE_TF_PROVIDER'] !== 'real';

export default mergeConfig(everywhere, defineConfig({ test: { testTimeout: 600_000, hookTimeout: 600_000, fileParallelism } }));
