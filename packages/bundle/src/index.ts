export { bundleFunction } from './bundle-function.ts';
export { bundleResolvers } from './bundle-resolvers.ts';
export { bundleService } from './bundle-service.ts';
export { zip } from './zip.ts';
