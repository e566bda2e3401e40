import { isJson } from '@plumbline/eventbridge';
import { evaluate } from '@plumbline/iam-policy';
import { EVENTS } from '../../iam/service-principal.ts';
import { DELIVERED, type Delivery, type DeliveryOutcome, permanent, type TargetServices } from './delivery.ts';

/**
 * Writes a line. A transformer may give it another time and text, as `{"timestamp": ..., "message": ...}`.
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-targets.html#targets-specifics-log
 */
export const toLogGroup = ({ rule, target, eventId, input, nowMs }: Delivery, { logs }: TargetServices): DeliveryOutcome => {
  const group = target.arn.split(':log-group:')[1]?.replace(/:\*$/, '') ?? '';
  if (!logs.exists(group)) return permanent('NO_RESOURCE', `The log group ${group} does not exist.`);
  const permission = {
    action: 'logs:PutLogEvents',
    resource: `${target.arn.replace(/:\*$/, '')}:log-stream:${eventId}`,
    conditionKeys: { 'aws:SourceArn': rule.arn, 'aws:SourceAccount': rule.arn.split(':')[4] ?? '' },
  };
  if (evaluate(logs.resourcePolicies(), permission, { type: 'Service', id: EVENTS }) !== 'allowed')
    return permanent('NO_PERMISSIONS', `No resource policy of CloudWatch Logs lets EventBridge write to ${group}.`);
  logs.append(group, eventId, [lineFrom(input, nowMs)]);
  return DELIVERED;
};

interface LogLine {
  readonly timestamp?: unknown;
  readonly message?: unknown;
}

const lineFrom = (input: string, nowMs: number): { readonly timeMs: number; readonly message: string } => {
  const { timestamp, message } = ((isJson(input) ? JSON.parse(input) : undefined) ?? {}) as LogLine;
  const timeMs = typeof timestamp === 'number' ? timestamp : Date.parse(String(timestamp));
  if (message === undefined || Number.isNaN(timeMs)) return { timeMs: nowMs, message: input };
  return { timeMs, message: typeof message === 'string' ? message : JSON.stringify(message) };
};
