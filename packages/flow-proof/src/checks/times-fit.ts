import { isUnresolved, numberOf, type Resource } from '@plumbline/topology';
import type { Check, Draft } from '../draft.ts';
import { isEndpointArn } from '../endpoint-arns.ts';
import type { Proof } from '../flow-system.ts';

/** AWS recommends six times the function's timeout, https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html */
const VISIBILITY_TIMEOUTS = 6;
/** SQS's own, https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SetQueueAttributes.html */
const VISIBILITY_SECONDS_DEFAULT = 30;
/** How long EventBridge waits for an API, https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-api-gateway-target.html */
const API_SECONDS_MAX = 5;

/** A message stays hidden while its function works on it, and an API answers before EventBridge gives up. */
export const timesFit: Check = function* (proof) {
  yield* visibility(proof);
  yield* endpoints(proof);
};

function* visibility({ queues, functions, one }: Proof): Iterable<Draft> {
  for (const fn of functions) {
    for (const queue of queues.filter(({ arn }) => fn.takesFrom.includes(arn))) {
      const set = one('aws_sqs_queue', 'arn', queue.arn)?.values.visibility_timeout_seconds;
      const seconds = set === undefined ? VISIBILITY_SECONDS_DEFAULT : numberOf(set);
      const least = VISIBILITY_TIMEOUTS * fn.timeout;
      if (seconds === undefined || seconds >= least) continue;
      yield {
        code: 'VISIBILITY_TOO_SHORT',
        at: queue,
        subject: `queue ${queue.name}`,
        why: `Its messages are hidden for ${seconds} s, and ${fn.name} may work for ${fn.timeout} s: a slow batch comes again while it is worked on.`,
        fix: `Set visibility_timeout_seconds to ${least} or more, ${VISIBILITY_TIMEOUTS} times the function's timeout.`,
      };
    }
  }
}

function* endpoints({ endpoints: all, rules, functions, at }: Proof): Iterable<Draft> {
  const arns = rules.flatMap(({ targets }) => targets.map(({ arn }) => arn).filter((arn) => arn.includes(':execute-api:')));
  for (const endpoint of all.filter((one) => arns.some((arn) => isEndpointArn(one, arn)))) {
    const integration = at(endpoint);
    const fn = functions.find(({ arn }) => arn === endpoint.functionArn);
    // AWS's own services answer at once, and of a function that is not declared nothing is known.
    const isFollowed = fn !== undefined || /^HTTP/.test(String(integration?.values.type));
    const seconds = Math.min(fn?.timeout ?? Number.POSITIVE_INFINITY, integrationSeconds(integration));
    if (!isFollowed || seconds < API_SECONDS_MAX || isUnresolved(integration?.values.timeout_milliseconds)) continue;
    yield {
      code: 'ENDPOINT_TOO_SLOW',
      at: endpoint,
      subject: `endpoint ${endpoint.name}`,
      why: `EventBridge gives it ${API_SECONDS_MAX} s, and ${fn?.name ?? 'what it calls'} may take ${seconds} s: what takes longer counts as failed and comes again.`,
      fix: `Give it a timeout below ${API_SECONDS_MAX} s, and let it pass long work on.`,
    };
  }
}

/** API Gateway's own, https://docs.aws.amazon.com/apigateway/latest/developerguide/limits.html */
const INTEGRATION_MILLISECONDS_DEFAULT = 29_000;

const integrationSeconds = (integration: Resource | undefined): number =>
  (numberOf(integration?.values.timeout_milliseconds) ?? INTEGRATION_MILLISECONDS_DEFAULT) / 1_000;
