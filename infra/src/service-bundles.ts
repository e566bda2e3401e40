import { fileURLToPath } from 'node:url';
import type { ServiceManifest } from '@plumbline/event-kit';

/** Where `turbo run build` puts a service's bundled functions. */
export const serviceBundles = (service: ServiceManifest): string =>
  fileURLToPath(new URL(`../../services/${service.name}/dist`, import.meta.url));
