#!/usr/bin/env node
import { bundleService } from './bundle-service.ts';

/** `bundle-functions`: bundles the service in the current directory. */
const sizes = await bundleService(process.cwd());
for (const [name, bytes] of sizes) console.log(`${name}.zip  ${Math.round(bytes / 1024)} KiB`);
