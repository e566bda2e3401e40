// npm run plumb -- <command>: the command line tool, set up first.
import { handOver, root, setUp } from './toolchain.mjs';

handOver('node', [`${root}/packages/cli/src/main.ts`, ...process.argv.slice(2)], setUp('run'));
