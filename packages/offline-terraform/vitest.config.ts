import { defineConfig } from 'vitest/config';

// Terraform and cdktf are other processes: how long they take is not what the tests are about.
export default defineConfig({ test: { testTimeout: 600_000, hookTimeout: 600_000 } });
