// npm run bench: the speed figures, with the machine named.
import { build, handOver, root, setUp } from './toolchain.mjs';

const env = setUp('all');
build(env);
handOver('node', [`${root}/packages/cli/bench/main.ts`, ...process.argv.slice(2)], env);
