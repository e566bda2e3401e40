import { AwsError } from '@plumbline/local-aws-kernel';
import type { DeployedApi } from '../apis.ts';
import type { AppSyncContext } from '../appsync-context.ts';
import type { GraphqlRequest } from '../graphql-request.ts';
import { openRequestLog, type RequestLog } from '../monitoring/request-log.ts';
import { ResolverError } from '../resolver-error.ts';
import type { Subscription } from './subscription.ts';

/**
 * Logs and reports the registration of a subscription.
 * @see https://docs.aws.amazon.com/appsync/latest/devguide/monitoring.html
 */
export const reported = async (
  context: Pick<AppSyncContext, 'clock' | 'observe' | 'ports'>,
  api: DeployedApi,
  id: string,
  { query, operationName, variables }: GraphqlRequest,
  register: (log: RequestLog) => Promise<Subscription>,
): Promise<Subscription> => {
  const { clock, observe } = context;
  const log = openRequestLog(context, api, id);
  const startMs = clock.now();
  const report = (fields: readonly string[], errors: readonly string[]): void => {
    const about = { apiName: api.name, operation: 'subscription', requestId: id, traceId: undefined } as const;
    observe({ kind: 'graphql', ...about, fields, startMs, endMs: clock.now(), errors });
  };
  const text = `${query}, Operation: ${operationName ?? null}, Variables: ${JSON.stringify(variables)}`;
  log.line('request', `GraphQL Subscription Registration Request: ${text}`, { verbose: true });
  try {
    const subscription = await register(log);
    report([subscription.fieldName], []);
    return subscription;
  } catch (error) {
    const { message } = error as Error;
    report([], [message]);
    log.line('error', { logType: 'SubscriptionRegistrationError', message });
    if (error instanceof AwsError || error instanceof ResolverError) throw error;
    observe({ kind: 'warning', message: `local-aws failed to register a subscription: ${(error as Error).stack}` });
    throw new ResolverError('local-aws failed; its log has the stack trace.', { errorType: 'InternalFailure' }, error);
  } finally {
    log.line('request', 'End Request');
    log.end();
  }
};
