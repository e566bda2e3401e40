// npm run exit-door: synthesizes with CDK Terrain instead of CDKTF, and reports the differences.
import { build, handOver, root, setUp } from './toolchain.mjs';

const env = setUp('all');
build(env, ['build']);
handOver('node', [`${root}/packages/exit-door/src/main.ts`], env);
