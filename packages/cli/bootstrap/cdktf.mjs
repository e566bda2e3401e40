// npm run cdktf -- <command>: cdktf-cli on Node 24, for the app in infra/.
import { join } from 'node:path';
import { build, handOver, root, setUp } from './toolchain.mjs';

const env = { ...setUp('all'), DISABLE_VERSION_CHECK: '1' };
build(env, ['build']);
handOver(join(root, 'packages/offline-terraform/node_modules/.bin/cdktf'), process.argv.slice(2), env, join(root, 'infra'));
