// npm run bench: the speed figures, with the machine named.
import { handOver, root, run, setUp, step } from './toolchain.mjs';

const env = setUp('all');
step('bundling the functions and synthesizing Terraform', () => {
  run('turbo', ['run', 'build', 'synth', '--output-logs=errors-only'], env, 'the build failed; its output is above.');
});
handOver('node', ['--expose-gc', `${root}/packages/cli/bench/main.ts`, ...process.argv.slice(2)], env);
