// npm start: sets up, builds, synthesizes, and runs the sample orders through the local AWS.
import { handOver, root, run, setUp, step } from './toolchain.mjs';

const env = setUp('run');
step('bundling the functions and synthesizing Terraform', () => {
  const output = run('turbo', ['run', 'build', 'synth', '--output-logs=errors-only'], env, 'the build failed; its output is above.');
  const [, cached, total] = /Cached:\s+(\d+) cached, (\d+) total/.exec(output) ?? [];
  return total === undefined ? undefined : `${total} tasks, ${cached} from the cache`;
});
handOver('node', [`${root}/packages/cli/src/main.ts`, 'up', '--samples', ...process.argv.slice(2)], env);
