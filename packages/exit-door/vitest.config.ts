import { defineConfig } from 'vitest/config';

// Two synths and a compiler are other processes: how long they take is not what the tests are about.
export default defineConfig({ test: { testTimeout: 600_000 } });
