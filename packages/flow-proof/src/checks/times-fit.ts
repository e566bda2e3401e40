import { isUnresolved, numberOf, type Resource } from '@plumbline/topology';
import type { Check, Draft } from '../draft.ts';
import { isEndpointArn } from '../endpoint-arns.ts';
import type { Proof } from '../flow-system.ts';

/** AWS recommends six times the function's timeout, https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html */
const VISIBILITY_TIMEOUTS = 6;
/** SQS's own, https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SetQueueAttributes.html */
const VISIBILITY_SECONDS_DEFAULT = 30;
/** The time that EventBridge waits for an API, https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-api-gateway-target.html */
const API_SECONDS_MAX = 5;

/** A message stays hidden while its function processes it, and an API answers before EventBridge times out. */
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
        why: `Its messages are hidden for ${seconds} s, and ${fn.name} may run for ${fn.timeout} s: SQS redelivers a slow batch during its processing.`,
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
    // AWS's own services answer at once, and the timeout of an undeclared function is unknown.
    const isFollowed = fn !== undefined || /^HTTP/.test(String(integration?.values.type));
    const seconds = Math.min(fn?.timeout ?? Number.POSITIVE_INFINITY, integrationSeconds(integration));
    if (!isFollowed || seconds < API_SECONDS_MAX || isUnresolved(integration?.values.timeout_milliseconds)) continue;
    yield {
      code: 'ENDPOINT_TOO_SLOW',
      at: endpoint,
      subject: `endpoint ${endpoint.name}`,
      why: `EventBridge waits ${API_SECONDS_MAX} s, and ${fn?.name ?? 'its integration'} may take ${seconds} s: EventBridge retries a slower call as failed.`,
      fix: `Set a timeout below ${API_SECONDS_MAX} s, and move long work to another function.`,
    };
  }
}

/** API Gateway's own, https://docs.aws.amazon.com/apigateway/latest/developerguide/limits.html */
const INTEGRATION_MILLISECONDS_DEFAULT = 29_000;

const integrationSeconds = (integration: Resource | undefined): number =>
  (numberOf(integration?.values.timeout_milliseconds) ?? INTEGRATION_MILLISECONDS_DEFAULT) / 1_000;
