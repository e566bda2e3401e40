/** EventBridge Pipes. */
import type { ServiceModule } from '@plumbline/local-aws-kernel';
import { openPipes, type Pipes } from './pipes.ts';
import { PIPES_TYPES } from './terraform-types.ts';

export const pipes: ServiceModule<Pipes> = { name: 'pipes', terraformTypes: PIPES_TYPES, open: openPipes };
export type { Pipes };
