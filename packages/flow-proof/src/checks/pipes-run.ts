import { isUnresolved, type Pipe } from '@plumbline/topology';
import type { Check, Draft } from '../draft.ts';
import type { Proof } from '../flow-system.ts';
import type { Need } from '../needs.ts';
import { rolePolicies } from '../policies.ts';
import { canAllow } from '../role-verdict.ts';

/**
 * Every pipe runs: its source, enrichment and target exist, its role may use them, and the records that it can't deliver are kept.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-pipes-permissions.html
 */
export const pipesRun: Check = function* (proof) {
  for (const pipe of proof.topology.pipes) {
    const about = { at: pipe, subject: `pipe ${pipe.name}` };
    if (!pipe.running)
      yield {
        ...about,
        code: 'PIPE_STOPPED',
        why: 'It is declared as STOPPED, so records wait, and a stream drops them after a day.',
        fix: 'Declare desired_state = "RUNNING", or remove the pipe.',
      };
    yield* endProblems(proof, pipe);
    if (pipe.deadLetterQueueArn === undefined && /:dynamodb:|:kinesis:/.test(pipe.sourceArn))
      yield {
        ...about,
        code: 'PIPE_WITHOUT_DLQ',
        why: 'It reads a stream and has no dead-letter queue: a record that it can’t deliver is lost without a trace.',
        fix: 'Add a dead_letter_config to the parameters of its source.',
      };
    const policies = isUnresolved(pipe.roleArn) ? undefined : rolePolicies(proof, pipe.roleArn);
    if (policies === undefined) continue;
    const missing = needsOf(pipe)
      .filter(({ resource }) => !isUnresolved(resource))
      .filter((need) => !canAllow(policies, need));
    if (missing.length > 0)
      yield {
        ...about,
        code: 'PIPE_FORBIDDEN',
        why: `Its role does not allow ${missing.map(({ action, resource, for: purpose }) => `${action} on ${resource}, for ${purpose}`).join('; ')}.`,
        fix: 'Allow it in the policy of the pipe’s role.',
      };
  }
};

function* endProblems(proof: Proof, pipe: Pipe): Iterable<Draft> {
  const about = { at: pipe, subject: `pipe ${pipe.name}` };
  const gone = (end: string, arn: string, fix: string): Draft => ({
    ...about,
    code: 'PIPE_END_MISSING',
    why: `Its ${end} is ${arn}, which no stack declares.`,
    fix,
  });
  const refer = 'Refer to the resource instead of writing its name.';
  const { sourceArn, enrichmentArn, targetArn } = pipe;
  if (
    sourceArn.includes(':dynamodb:') &&
    !isUnresolved(sourceArn) &&
    !proof.mayHide('aws_dynamodb_table', 'name', 'stream_enabled') &&
    !proof.tables.some(({ streamArn }) => streamArn === sourceArn)
  )
    yield gone('source', sourceArn, 'Enable the stream of the table, with stream_enabled and stream_view_type.');
  if (
    sourceArn.includes(':sqs:') &&
    !isUnresolved(sourceArn) &&
    !proof.mayHide('aws_sqs_queue', 'name') &&
    !proof.queues.some(({ arn }) => arn === sourceArn)
  )
    yield gone('source', sourceArn, refer);
  if (
    enrichmentArn?.includes(':lambda:') &&
    !isUnresolved(enrichmentArn) &&
    !proof.mayHide('aws_lambda_function', 'function_name') &&
    !proof.functions.some(({ arn }) => arn === enrichmentArn)
  )
    yield gone('enrichment', enrichmentArn, refer);
  if (
    targetArn.includes(':event-bus/') &&
    !isUnresolved(targetArn) &&
    !proof.mayHide('aws_cloudwatch_event_bus', 'name') &&
    !proof.buses.some(({ arn }) => arn === targetArn)
  )
    yield gone('target', targetArn, refer);
}

const needsOf = ({ sourceArn, enrichmentArn, targetArn, deadLetterQueueArn }: Pipe): readonly Need[] => {
  const needs = (resource: string | undefined, purpose: string, actions: Readonly<Record<string, readonly string[]>>): readonly Need[] =>
    resource === undefined ? [] : (actions[resource.split(':')[2] ?? ''] ?? []).map((action) => ({ action, resource, for: purpose }));
  return [
    ...needs(sourceArn, 'reading its source', {
      dynamodb: ['dynamodb:DescribeStream', 'dynamodb:GetRecords', 'dynamodb:GetShardIterator'],
      sqs: ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'],
    }),
    ...(sourceArn.includes(':dynamodb:') ? [{ action: 'dynamodb:ListStreams', resource: '*', for: 'reading its source' }] : []),
    ...needs(enrichmentArn, 'its enrichment', { lambda: ['lambda:InvokeFunction'], states: ['states:StartSyncExecution'] }),
    ...needs(targetArn, 'its target', {
      events: ['events:PutEvents'],
      sqs: ['sqs:SendMessage'],
      sns: ['sns:Publish'],
      lambda: ['lambda:InvokeFunction'],
      states: ['states:StartExecution'],
    }),
    ...needs(deadLetterQueueArn, 'its dead letters', { sqs: ['sqs:SendMessage'], sns: ['sns:Publish'] }),
  ];
};
