import type { Kernel, Ports } from '@plumbline/local-aws-kernel';
import type { Apis } from './apis.ts';
import type { Evaluator } from './runtime/evaluator.ts';

/** What every part of AppSync uses. */
export interface AppSyncContext extends Pick<Kernel, 'account' | 'clock' | 'iam' | 'store' | 'observe' | 'outbound' | 'endpointUrl'> {
  readonly ports: Ports;
  readonly apis: Apis;
  readonly evaluator: Evaluator;
}
