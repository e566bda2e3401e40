import { arch, cpus, totalmem } from 'node:os';
import { benchCatalog } from './catalog.ts';
import { benchCheck } from './check.ts';
import { benchCrash } from './crash.ts';
import { benchFaults } from './faults.ts';
import { benchHops } from './hops.ts';
import { benchMatches } from './matches.ts';
import { benchOrders } from './orders.ts';
import { benchReplay } from './replay.ts';
import { benchRestaurants } from './restaurants.ts';
import { benchRetries } from './retries.ts';
import { benchStart } from './start.ts';
import { benchStores } from './stores.ts';

/** `npm run bench [name...]`: the speed figures of this machine. */
const BENCHES = {
  start: benchStart,
  matches: benchMatches,
  hops: benchHops,
  orders: benchOrders,
  retries: benchRetries,
  replay: benchReplay,
  catalog: benchCatalog,
  check: benchCheck,
  stores: benchStores,
  restaurants: benchRestaurants,
  faults: benchFaults,
  crash: benchCrash,
};

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !(name in BENCHES));
if (unknown.length > 0) {
  console.error(`There is no bench ${unknown.join(', ')}; there are ${Object.keys(BENCHES).join(', ')}.`);
  process.exit(1);
}
const [cpu] = cpus();
console.log(
  `machine: ${cpus().length} x ${cpu?.model.trim()} (${arch()}), ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.versions.node}\n`,
);
for (const [name, bench] of Object.entries(BENCHES)) {
  if (wanted.length === 0 || wanted.includes(name)) await bench((line) => console.log(line));
}
