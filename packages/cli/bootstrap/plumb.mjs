// npm run plumb -- <command>: the command line tool, set up first.
import { build, handOver, root, setUp } from './toolchain.mjs';

/** Commands that read the compiled Terraform. They need a synthesis of the current sources. */
const READS_TERRAFORM = new Set(['check', 'catalog', 'contracts', 'versions', 'idle-cost', 'codeowners']);

const env = setUp('run');
if (READS_TERRAFORM.has(process.argv[2])) build(env);
handOver('node', [`${root}/packages/cli/src/main.ts`, ...process.argv.slice(2)], env);
