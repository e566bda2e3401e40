import { isJson } from '@plumbline/eventbridge';
import { evaluate, type PolicyDocument } from '@plumbline/iam-policy';
import { AwsError, type Clock, type Ports, TAKEN, type TargetPort } from '@plumbline/local-aws-kernel';

interface LogGroups {
  exists(group: string): boolean;
  readonly append: Ports['log'];
  resourcePolicies(): Iterable<PolicyDocument>;
}

/**
 * Log groups as targets: each delivery writes a line. A transformer may give it another time and text, as
 * `{"timestamp": ..., "message": ...}`.
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-targets.html#targets-specifics-log
 */
export const logGroupTarget = (logs: LogGroups, clock: Clock): TargetPort => ({
  atOnce: () => false,
  kindOf: () => 'log group',
  exists: ({ arn }) => logs.exists(groupOf(arn)),
  notFound: (arn) => new AwsError('ResourceNotFoundException', `The log group ${groupOf(arn)} does not exist.`),
  permissions: ({ arn, name = '' }) => [{ action: 'logs:PutLogEvents', resource: streamArn(arn, name) }],
  hasPolicy: () => true,
  policyAllows(arn, { principal, sourceArn }) {
    const conditionKeys = { 'aws:SourceArn': sourceArn, 'aws:SourceAccount': sourceArn.split(':')[4] ?? '' };
    const permission = { action: 'logs:PutLogEvents', resource: streamArn(arn, '*'), conditionKeys };
    return evaluate(logs.resourcePolicies(), permission, { type: 'Service', id: principal }) === 'allowed';
  },
  take({ arn, name = '', input }) {
    logs.append(groupOf(arn), name, [lineFrom(input, clock.now())]);
    return TAKEN;
  },
});

const groupOf = (arn: string): string => arn.split(':log-group:')[1]?.replace(/:\*$/, '') ?? '';
const streamArn = (arn: string, stream: string): string => `${arn.replace(/:\*$/, '')}:log-stream:${stream}`;

interface GivenLine {
  readonly timestamp?: unknown;
  readonly message?: unknown;
}

const lineFrom = (input: string, nowMs: number): { readonly timeMs: number; readonly message: string } => {
  const { timestamp, message } = ((isJson(input) ? JSON.parse(input) : undefined) ?? {}) as GivenLine;
  const timeMs = typeof timestamp === 'number' ? timestamp : Date.parse(String(timestamp));
  if (message === undefined || Number.isNaN(timeMs)) return { timeMs: nowMs, message: input };
  return { timeMs, message: typeof message === 'string' ? message : JSON.stringify(message) };
};
