import { bodyOf, json, NO_CONTENT, type Route } from '@plumbline/local-aws-kernel';
import { checkRange } from './check-member.ts';
import { required } from './route.ts';
import type { LambdaServiceProps } from './service-props.ts';

/** The account's quota is not checked, because it differs between accounts. */
const CONCURRENCY_MAX = Number.MAX_SAFE_INTEGER;
const WRITE = /^\/2017-10-31\/functions\/([^/]+)\/concurrency$/;
const READ = /^\/2019-09-30\/functions\/([^/]+)\/concurrency$/;

/** PutFunctionConcurrency, GetFunctionConcurrency, DeleteFunctionConcurrency. */
export const concurrencyRoutes = ({ functionOf, settings: { concurrency } }: LambdaServiceProps): readonly Route[] => [
  {
    operation: 'PutFunctionConcurrency',
    method: 'PUT',
    path: WRITE,
    run(request, [functionName = '']) {
      const { name, arn } = functionOf(functionName);
      request.authorize({ action: 'lambda:PutFunctionConcurrency', resource: arn });
      const reserved = required('reservedConcurrentExecutions', bodyOf(request).number('ReservedConcurrentExecutions'));
      checkRange('reservedConcurrentExecutions', reserved, 0, CONCURRENCY_MAX);
      concurrency.change(name, reserved);
      return json(200, { ReservedConcurrentExecutions: reserved });
    },
  },
  {
    operation: 'GetFunctionConcurrency',
    method: 'GET',
    path: READ,
    run(request, [functionName = '']) {
      const { name, arn } = functionOf(functionName);
      request.authorize({ action: 'lambda:GetFunctionConcurrency', resource: arn });
      // Without a reservation, the member is absent.
      return json(200, { ReservedConcurrentExecutions: concurrency.get(name) });
    },
  },
  {
    operation: 'DeleteFunctionConcurrency',
    method: 'DELETE',
    path: WRITE,
    run(request, [functionName = '']) {
      const { name, arn } = functionOf(functionName);
      request.authorize({ action: 'lambda:DeleteFunctionConcurrency', resource: arn });
      concurrency.remove(name);
      return NO_CONTENT;
    },
  },
];
