// npm start: sets up, builds, synthesizes, and runs the sample orders through the local AWS.
import { build, handOver, root, setUp } from './toolchain.mjs';

const env = setUp('run');
build(env);
handOver('node', [`${root}/packages/cli/src/main.ts`, 'up', '--samples', ...process.argv.slice(2)], env);
