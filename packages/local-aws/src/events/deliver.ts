import type { ApiGateway } from '../apigateway/api-gateway.ts';
import { AwsError } from '../aws-error.ts';
import { evaluate } from '../iam/evaluate.ts';
import type { Iam } from '../iam/iam.ts';
import { EVENTS } from '../iam/service-principal.ts';
import type { Lambda } from '../lambda/lambda.ts';
import type { Logs } from '../logs/logs.ts';
import type { Sqs } from '../sqs/sqs.ts';
import type { Rule, Target } from './event-buses.ts';

/** How one attempt to deliver went. Codes: https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-dlq.html */
export type DeliveryOutcome =
  | { readonly kind: 'delivered' }
  | { readonly kind: 'failed'; readonly retryable: boolean; readonly code: string; readonly message: string };

export interface Delivery {
  readonly rule: Rule;
  readonly target: Target;
  /** The event's text. */
  readonly event: string;
  readonly traceHeader: string | undefined;
  readonly nowMs: number;
}

export interface DeliverProps {
  readonly iam: Iam;
  readonly lambda: Lambda;
  readonly sqs: Sqs;
  readonly logs: Logs;
  readonly apiGateway: ApiGateway;
  /** Puts an event on another bus, as it is. */
  readonly forward: (busArn: string, event: string, traceHeader: string | undefined) => boolean;
}

const DELIVERED: DeliveryOutcome = { kind: 'delivered' };
const permanent = (code: string, message: string): DeliveryOutcome => ({ kind: 'failed', retryable: false, code, message });
const transient = (code: string, message: string): DeliveryOutcome => ({ kind: 'failed', retryable: true, code, message });

/** Delivers an event to a target once. A missing target or permission is final, everything else may pass. */
export const deliver = async (delivery: Delivery, props: DeliverProps): Promise<DeliveryOutcome> => {
  const [, , service = '', , , resource = ''] = delivery.target.arn.split(':');
  try {
    if (service === 'lambda') return toLambda(delivery, props);
    if (service === 'sqs') return toSqs(delivery, props);
    if (service === 'execute-api') return await toRestApi(delivery, props);
    if (service === 'events' && resource.startsWith('event-bus/')) return toBus(delivery, props);
    if (service === 'logs') return toLogs(delivery, props);
    return permanent('NO_RESOURCE', `local-aws cannot deliver to targets such as ${delivery.target.arn} yet.`);
  } catch (error) {
    if (error instanceof AwsError) return permanent(error.code, error.message);
    throw error;
  }
};

/**
 * Delivers to a function or a queue inside the write that accepts the event: they only take it in, so there is nothing to
 * wait for and no job to keep. Whatever can't be done so answers false, and takes the way of `deliver` with its retries.
 */
export const deliverAtOnce = (delivery: Delivery, props: DeliverProps): boolean => {
  const service = delivery.target.arn.split(':')[2];
  try {
    if (service === 'lambda') return toLambda(delivery, props).kind === 'delivered';
    return service === 'sqs' && toSqs(delivery, props).kind === 'delivered';
  } catch (error) {
    if (error instanceof AwsError) return false;
    throw error;
  }
};

const toLambda = ({ rule, target, event, traceHeader }: Delivery, { lambda }: DeliverProps): DeliveryOutcome => {
  if (!lambda.exists(target.arn)) return permanent('NO_RESOURCE', `The function ${target.arn} does not exist.`);
  if (!lambda.permits(target.arn, EVENTS, rule.arn)) {
    return permanent('NO_PERMISSIONS', `The function's policy does not let EventBridge invoke it for the rule ${rule.arn}.`);
  }
  lambda.invokeAsync(target.arn, event, { traceHeader });
  return DELIVERED;
};

const toSqs = ({ rule, target, event, traceHeader }: Delivery, { sqs }: DeliverProps): DeliveryOutcome => {
  if (!sqs.exists(target.arn)) return permanent('NO_RESOURCE', `The queue ${target.arn} does not exist.`);
  if (!queueAccepts(sqs, target.arn, rule.arn))
    return permanent('NO_PERMISSIONS', `The queue's policy does not let EventBridge send for the rule ${rule.arn}.`);
  sqs.send(target.arn, {
    body: event,
    ...(traceHeader === undefined ? {} : { systemAttributes: { AWSTraceHeader: traceHeader } }),
    ...(target.messageGroupId === undefined ? {} : { groupId: target.messageGroupId }),
  });
  return DELIVERED;
};

/** Whether a queue's policy lets EventBridge send on behalf of a rule. */
export const queueAccepts = (sqs: Sqs, queueArn: string, ruleArn: string): boolean => {
  const policy = sqs.policyOf(queueArn);
  const conditionKeys = { 'aws:SourceArn': ruleArn, 'aws:SourceAccount': ruleArn.split(':')[4] ?? '' };
  const permission = { action: 'sqs:SendMessage', resource: queueArn, conditionKeys };
  return policy !== undefined && evaluate([policy], permission, { type: 'Service', id: EVENTS }) === 'allowed';
};

/** API Gateway answers 429 and 5xx are retried, other 4xx are not. */
const toRestApi = async ({ rule, target, event, traceHeader }: Delivery, { iam, apiGateway }: DeliverProps): Promise<DeliveryOutcome> => {
  const [restApiId = '', stage = '', method = 'POST', ...path] = target.arn.split(':').slice(5).join(':').split('/');
  if (target.roleArn === undefined || !iam.trusts(target.roleArn, EVENTS, rule.arn)) {
    return permanent(
      'NO_PERMISSIONS',
      `EventBridge may not assume the target's role ${target.roleArn ?? '(none)'} for the rule ${rule.arn}.`,
    );
  }
  const answer = await apiGateway.call({
    restApiId,
    stage,
    method,
    path: `/${path.join('/')}`,
    query: new URLSearchParams(),
    headers: {
      'content-type': 'application/json',
      'user-agent': 'Amazon/EventBridge',
      ...(traceHeader === undefined ? {} : { 'x-amzn-trace-id': traceHeader }),
    },
    body: Buffer.from(event),
    caller: iam.principalOf(target.roleArn, 'EventBridge'),
  });
  if (answer.status < 300) return DELIVERED;
  const message = `${answer.status} ${String(answer.body ?? '')}`;
  if (answer.status === 429) return transient('THROTTLING', message);
  if (answer.status >= 500) return transient(answer.status === 504 ? 'TIMEOUT' : 'ERROR_FROM_TARGET', message);
  return permanent(answer.status === 403 ? 'NO_PERMISSIONS' : 'ERROR_FROM_TARGET', message);
};

const toBus = ({ target, event, traceHeader }: Delivery, { forward }: DeliverProps): DeliveryOutcome =>
  forward(target.arn, event, traceHeader) ? DELIVERED : permanent('NO_RESOURCE', `The bus ${target.arn} does not exist.`);

const toLogs = ({ target, event, nowMs }: Delivery, { logs }: DeliverProps): DeliveryOutcome => {
  logs.append(target.arn.split(':log-group:')[1]?.replace(/:\*$/, '') ?? '', 'events', [{ timeMs: nowMs, message: event }]);
  return DELIVERED;
};
