/** Simple Email Service, API version 2. */
import type { ServiceModule } from '@plumbline/local-aws-kernel';
import { openSes, type Ses, type SesOptions } from './ses.ts';
import { SES_TYPES } from './terraform-types.ts';

export const ses = (options: SesOptions = {}): ServiceModule<Ses> => ({
  name: 'ses',
  terraformTypes: SES_TYPES,
  open: (kernel, ports) => openSes(kernel, ports, options),
});
export type { Ses, SesOptions };
