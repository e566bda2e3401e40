import { AwsError, notImplemented } from '../aws-error.ts';
import type { AwsRequest, AwsResponse, AwsService } from '../endpoint/aws-service.ts';
import { json, type Route } from '../endpoint/rest-json.ts';
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
  const call = (request: AwsRequest): AwsResponse | Promise<AwsResponse> => {
    for (const route of routes) {
      const found = route.method === request.method ? route.path.exec(request.path) : null;
      if (found !== null) return route.run(request, found.slice(1).map(decodeURIComponent));
    }
    throw notImplemented('lambda', `${request.method} ${request.path}`);
  };
  return {
    signingName: 'lambda',
    async handle(request) {
      try {
        return await call(request);
      } catch (error) {
        if (!(error instanceof AwsError)) throw error;
        return errorAnswer(error);
      }
    },
  };
};

/** Errors whose text is in `Message`; that of the others is in `message`. */
const CAPITALIZED = new Set(['AccessDeniedException', 'ResourceNotFoundException', 'ServiceException']);

const errorAnswer = (error: AwsError): AwsResponse => {
  const text = CAPITALIZED.has(error.code) ? { Message: error.message } : { message: error.message };
  return {
    // Unlike the JSON services, which answer 400.
    ...json(error.code === 'AccessDeniedException' ? 403 : error.status, { Type: 'User', ...text, ...error.fields }),
    headers: { 'content-type': 'application/json', 'x-amzn-errortype': error.code },
  };
};
