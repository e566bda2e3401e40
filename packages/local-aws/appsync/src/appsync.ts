import type { AwsService, Kernel, Offers, Ports } from '@plumbline/local-aws-kernel';
import { openAnswers } from './answer-request.ts';
import { type Apis, openApis } from './apis.ts';
import type { AppSyncContext } from './appsync-context.ts';
import { appSyncService } from './appsync-service.ts';
import { openAuthenticate } from './auth/authenticate.ts';
import { controlService } from './operations/control-service.ts';
import { openRealtime } from './realtime/realtime.ts';
import { type Evaluator, openEvaluator } from './runtime/evaluator.ts';

/** The local AppSync: GraphQL APIs with resolvers in APPSYNC_JS. */
export interface AppSync {
  readonly service: AwsService;
  readonly offers: Offers;
  readonly apis: Apis;
  readonly evaluator: Evaluator;
  /** The fields of the registered subscriptions. */
  subscriptions(): readonly string[];
  /** Drops keys whose API no longer exists. Call it when all resources are deployed. */
  start(): void;
  /** Ends the WebSockets. */
  stop(): void;
}

export const openAppSync = (kernel: Kernel, ports: Ports): AppSync => {
  const { account, clock, iam, store, observe, outbound, endpointUrl } = kernel;
  const apis = openApis(store);
  const evaluator = openEvaluator();
  const context: AppSyncContext = { account, clock, iam, store, observe, outbound, endpointUrl, ports, apis, evaluator };
  const answers = openAnswers(context);
  const authenticate = openAuthenticate(context);
  const realtime = openRealtime(context, answers, authenticate);
  const service = appSyncService({ context, answers, authenticate, realtime }, controlService(context));
  const start = (): void => {
    for (const key of apis.keys.made()) {
      if (apis.find(key.apiId) !== undefined) continue;
      observe({
        kind: 'warning',
        message: `The API key ${key.key} was created over the API and is dropped: its GraphQL API ${key.apiId} no longer exists.`,
      });
      apis.keys.remove(key);
    }
  };
  return { start, service, offers: {}, apis, evaluator, subscriptions: realtime.subscriptions, stop: realtime.stop };
};
