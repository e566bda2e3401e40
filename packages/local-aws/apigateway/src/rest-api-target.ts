import { AwsError, type AwsResponse, httpOutcome, type TargetCall, type TargetPort } from '@plumbline/local-aws-kernel';
import type { RestCall } from './rest-call.ts';

/** Statuses below 500 that are retried: https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-retry-policy.html */
const RETRIED: ReadonlySet<number> = new Set([429]);

/** Methods of REST APIs as targets, called with the sender's role. The API itself decides whether the role may. */
export const restApiTarget = (callApi: (call: RestCall) => Promise<AwsResponse>): TargetPort => ({
  atOnce: () => false,
  kindOf: () => 'API',
  exists: () => true,
  notFound: (arn) => new AwsError('NotFoundException', `The API ${arn} does not exist.`, { status: 404 }),
  permissions: () => [],
  hasPolicy: () => false,
  policyAllows: () => false,
  async take(call) {
    const answer = await callApi(requestOf(call));
    return httpOutcome(answer.status, String(answer.body ?? ''), RETRIED);
  },
});

const requestOf = ({ arn, input, traceHeader, http, sender }: TargetCall): RestCall => {
  const [restApiId = '', stage = '', method = 'POST', ...path] = arn.split(':').slice(5).join(':').split('/');
  const pathValues = (http?.pathValues ?? []).values();
  return {
    ...{ restApiId, stage, method },
    path: `/${path.join('/').replaceAll('*', () => encodeURIComponent(pathValues.next().value ?? '*'))}`,
    query: new URLSearchParams(http?.query),
    headers: {
      'content-type': 'application/json',
      'user-agent': 'Amazon/EventBridge',
      ...Object.fromEntries(Object.entries(http?.headers ?? {}).map(([name, value]) => [name.toLowerCase(), value])),
      ...(traceHeader === undefined ? {} : { 'x-amzn-trace-id': traceHeader }),
    },
    body: Buffer.from(input),
    caller: sender.role ?? { kind: 'anonymous' },
  };
};
