// npm run catalog: opens the EventCatalog site. --build only builds it, --live shows the pages as they change, --port takes a port.
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { buildSite, handOver, root, setUp, siteIsBuilt } from './toolchain.mjs';

const { values } = parseArgs({
  options: { build: { type: 'boolean' }, live: { type: 'boolean' }, port: { type: 'string', default: '3000' } },
});
const env = setUp('site');
// Serves an existing build of the current pages at once. Without a build, EventCatalog's live server answers long before a build finishes.
const live = values.live || !(values.build || siteIsBuilt(env));
if (!live) buildSite(env);
if (!values.build) {
  if (live) console.log('plumbline: starting EventCatalog; the first page takes about 20 s');
  const program = join(root, 'packages/catalog-site/src/main.ts');
  handOver('node', [program, live ? 'live' : 'serve', '--catalog', join(root, 'catalog'), '--port', values.port], env);
}
