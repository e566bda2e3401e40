// npm run cdktf -- <command>: cdktf-cli on Node 24, for the app in infra/.
import { join } from 'node:path';
import { handOver, root, run, setUp, step } from './toolchain.mjs';

const env = { ...setUp('all'), DISABLE_VERSION_CHECK: '1' };
step('bundling the functions', () => {
  run('turbo', ['run', 'build', '--output-logs=errors-only'], env, 'the build failed; its output is above.');
});
handOver(join(root, 'packages/offline-terraform/node_modules/.bin/cdktf'), process.argv.slice(2), env, join(root, 'infra'));
