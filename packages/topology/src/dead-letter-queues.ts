import type { Resource } from './resource.ts';
import { blockOf } from './terraform-json.ts';
import type { TerraformValue } from './terraform-value.ts';

/** A source of dead letters. */
export interface DeadLetterSource {
  /** A rule's or a schedule's target, a function's asynchronous invocations or stream, a pipe's stream, or a queue's messages. */
  readonly kind: 'rule' | 'schedule' | 'function' | 'pipe' | 'queue';
  /** The deployed name. */
  readonly name: string;
}

/** A queue that receives the events and messages that could not be delivered or processed. */
export interface DeadLetterQueue {
  readonly name: string;
  readonly arn: string;
  readonly stack: string;
  readonly sources: readonly DeadLetterSource[];
}

/** Every dead-letter queue of the resolved stacks, by name. One that no stack declares has the stack of its first source. */
export const deadLetterQueues = (resources: readonly Resource[]): readonly DeadLetterQueue[] => {
  const found = new Map<string, { readonly stack: string; readonly sources: DeadLetterSource[] }>();
  for (const resource of resources) {
    for (const [arn, source] of deadLettersOf(resource)) {
      const queue = resources.find(({ type, values }) => type === 'aws_sqs_queue' && values.arn === arn);
      const entry = found.get(arn) ?? { stack: (queue ?? resource).stack, sources: [] };
      entry.sources.push(source);
      found.set(arn, entry);
    }
  }
  return [...found]
    .map(([arn, entry]) => ({ name: arn.split(':').at(-1) ?? arn, arn, ...entry }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
};

const deadLettersOf = ({ type, values }: Resource): readonly (readonly [arn: string, source: DeadLetterSource])[] => {
  const to = (arn: TerraformValue | undefined, kind: DeadLetterSource['kind'], name: TerraformValue | undefined) =>
    typeof arn === 'string' && arn.includes(':sqs:') ? [[arn, { kind, name: String(name) }] as const] : [];
  switch (type) {
    case 'aws_cloudwatch_event_target':
      return to(blockOf(values, 'dead_letter_config').arn, 'rule', values.rule);
    case 'aws_scheduler_schedule':
      return to(blockOf(blockOf(values, 'target'), 'dead_letter_config').arn, 'schedule', values.name);
    case 'aws_lambda_function':
      return to(blockOf(values, 'dead_letter_config').target_arn, 'function', values.function_name);
    case 'aws_lambda_function_event_invoke_config':
      return to(blockOf(blockOf(values, 'destination_config'), 'on_failure').destination, 'function', values.function_name);
    case 'aws_lambda_event_source_mapping': {
      const { destination_arn } = blockOf(blockOf(values, 'destination_config'), 'on_failure');
      return to(destination_arn, 'function', String(values.function_name).split(':function:').at(-1));
    }
    case 'aws_pipes_pipe': {
      const stream = blockOf(blockOf(values, 'source_parameters'), 'dynamodb_stream_parameters');
      return to(blockOf(stream, 'dead_letter_config').arn, 'pipe', values.name);
    }
    case 'aws_sqs_queue':
      return to(redriveTarget(values.redrive_policy), 'queue', values.name);
    default:
      return [];
  }
};

const redriveTarget = (policy: TerraformValue | undefined): string | undefined =>
  typeof policy === 'string' ? (JSON.parse(policy) as { readonly deadLetterTargetArn?: string }).deadLetterTargetArn : undefined;
