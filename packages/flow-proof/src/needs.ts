import { blockOf, isUnresolved, type LambdaFunction, type Resource, textOf } from '@plumbline/topology';
import type { Proof } from './flow-system.ts';
import { declarationOf } from './notes.ts';

/** An action that a role must allow. A resource may end in `*`. */
export interface Need {
  readonly action: string;
  readonly resource: string;
  /** The purpose of the action, for the handler's code or for Lambda on its behalf. */
  readonly for: string;
}

/** The calls of Lambda to poll a queue or a stream, by service, https://docs.aws.amazon.com/lambda/latest/dg/lambda-intro-execution-role.html */
const POLL_ACTIONS: Readonly<Record<string, readonly string[]>> = {
  sqs: ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'],
  dynamodb: ['dynamodb:DescribeStream', 'dynamodb:GetRecords', 'dynamodb:GetShardIterator'],
  kinesis: ['kinesis:DescribeStreamSummary', 'kinesis:GetRecords', 'kinesis:GetShardIterator', 'kinesis:ListShards'],
};
/** https://docs.aws.amazon.com/lambda/latest/dg/services-xray.html */
const TRACE_ACTIONS = ['xray:PutTraceSegments', 'xray:PutTelemetryRecords'];
const LOG_ACTIONS = ['logs:CreateLogStream', 'logs:PutLogEvents'];

/** The action that sends a failure, by the service of its destination, https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html */
const DESTINATION_ACTIONS: Readonly<Record<string, string>> = {
  sqs: 'sqs:SendMessage',
  sns: 'sns:Publish',
  lambda: 'lambda:InvokeFunction',
  events: 'events:PutEvents',
  s3: 's3:PutObject',
};

/**
 * Everything that a function's role must allow: the calls that its manifest declares, and the calls of Lambda on its behalf.
 *
 * @returns `undefined` for a function without a declaration, whose calls are unknown, or when a value is unresolved
 */
export const needsOf = (proof: Proof, fn: LambdaFunction): readonly Need[] | undefined => {
  const resource = proof.one('aws_lambda_function', 'arn', fn.arn);
  const declared = declarationOf(resource);
  if (resource === undefined || declared === undefined || hidesNeeds(proof, fn, resource)) return undefined;
  const code = declared.may.flatMap(({ actions, resources }) =>
    actions.flatMap((action) => resources.map((one) => ({ action, resource: one, for: 'a call in its manifest' }))),
  );
  const buses =
    declared.publishes.length === 0 || proof.topology.pipes.some(({ enrichmentArn }) => enrichmentArn === fn.arn)
      ? []
      : proof.buses.map(({ arn }) => ({ action: 'events:PutEvents', resource: arn, for: 'publishing its events' }));
  return [...code, ...buses, ...lambdaNeeds(proof, fn)];
};

/** Whether a call of Lambda on a function's behalf is unresolved. */
const hidesNeeds = ({ mayHide }: Proof, { onFailureArn, takesFrom }: LambdaFunction, { values }: Resource): boolean =>
  [onFailureArn, ...takesFrom, blockOf(values, 'tracing_config').mode, blockOf(values, 'logging_config').log_group].some(isUnresolved) ||
  mayHide('aws_lambda_function_event_invoke_config', 'function_name') ||
  mayHide('aws_lambda_event_source_mapping', 'function_name');

/** The resolved calls of Lambda on a function's behalf. */
export const lambdaNeeds = ({ one, where }: Proof, fn: LambdaFunction): readonly Need[] => {
  const { values } = one('aws_lambda_function', 'arn', fn.arn) ?? { values: {} };
  const traced = textOf(blockOf(values, 'tracing_config').mode) === 'Active';
  const logGroup = textOf(blockOf(values, 'logging_config').log_group) ?? `/aws/lambda/${fn.name}`;
  const groups = where('aws_cloudwatch_log_group', 'name', logGroup).filter(({ values: { arn } }) => !isUnresolved(arn));
  return [
    ...fn.takesFrom
      .filter((arn) => !isUnresolved(arn))
      .flatMap((resource) =>
        (POLL_ACTIONS[serviceOf(resource)] ?? []).map((action) => ({ action, resource, for: 'polling its queue or stream' })),
      ),
    ...failureNeeds(fn),
    ...groups.flatMap((group) =>
      LOG_ACTIONS.map((action) => ({ action, resource: `${String(group.values.arn)}:log-stream:*`, for: 'writing its log' })),
    ),
    ...(traced ? TRACING_NEEDS : []),
  ];
};

/** The needs of a traced function. */
export const TRACING_NEEDS: readonly Need[] = TRACE_ACTIONS.map((action) => ({ action, resource: '*', for: 'tracing' }));

/** The actions that Lambda needs to send the function's failures to their destination. */
export const failureNeeds = ({ onFailureArn }: LambdaFunction): readonly Need[] => {
  const service = serviceOf(onFailureArn ?? '');
  const action = DESTINATION_ACTIONS[service];
  if (action === undefined || onFailureArn === undefined || isUnresolved(onFailureArn)) return [];
  return [{ action, resource: service === 's3' ? `${onFailureArn}/*` : onFailureArn, for: 'sending failures' }];
};

/** Whether an action sends failures to a destination. */
export const isFailureAction = (action: string): boolean => Object.values(DESTINATION_ACTIONS).includes(action);

const serviceOf = (arn: string): string => arn.split(':')[2] ?? '';
