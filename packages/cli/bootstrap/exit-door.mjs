// npm run exit-door: synthesizes with CDK Terrain instead of CDKTF, and says what differs.
import { build, handOver, root, setUp } from './toolchain.mjs';

const env = setUp('all');
build(env, ['build']);
handOver('node', [`${root}/packages/exit-door/src/main.ts`], env);
