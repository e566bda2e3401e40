import type { AwsError, AwsResponse, AwsService } from '@plumbline/local-aws-kernel';
import { type Route, restError, restService } from '@plumbline/local-aws-kernel';
import { concurrencyRoutes } from './concurrency-routes.ts';
import { eventInvokeConfigRoutes } from './event-invoke-config-routes.ts';
import { eventSourceMappingRoutes } from './event-source-mapping-routes.ts';
import { functionRoutes } from './function-routes.ts';
import { policyRoutes } from './policy-routes.ts';
import type { LambdaServiceProps } from './service-props.ts';

/** Lambda's REST API. */
export const lambdaService = (props: LambdaServiceProps): AwsService => {
  const routes: readonly Route[] = [
    ...functionRoutes(props),
    ...concurrencyRoutes(props),
    ...eventInvokeConfigRoutes(props),
    ...eventSourceMappingRoutes(props),
    ...policyRoutes(props),
  ];
  return restService({ signingName: 'lambda', routes, errorAnswer });
};

/** Errors whose message is in `Message`; that of the others is in `message`. */
const CAPITALIZED = new Set(['AccessDeniedException', 'ResourceNotFoundException', 'ServiceException']);

const errorAnswer = (error: AwsError): AwsResponse => {
  const text = CAPITALIZED.has(error.code) ? { Message: error.message } : { message: error.message };
  return restError(error, { Type: 'User', ...text, ...error.fields });
};
