import type { JsonOperation } from '@plumbline/local-aws-kernel';
import { AwsError } from '@plumbline/local-aws-kernel';
import { invalid, missing } from './message-check.ts';
import { MOVES_PER_SECOND_MAX, type MoveTasks } from './move-tasks.ts';
import type { Queue } from './queues.ts';
import type { SqsContext } from './sqs-context.ts';

interface StartMessageMoveTaskInput {
  readonly SourceArn?: string;
  readonly DestinationArn?: string;
  readonly MaxNumberOfMessagesPerSecond?: number;
}

/** @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_StartMessageMoveTask.html */
export const startMessageMoveTask = (context: SqsContext, tasks: MoveTasks): JsonOperation<StartMessageMoveTaskInput> => ({
  permissions(input) {
    if (input.SourceArn === undefined) throw missing('SourceArn');
    const onSource = ['sqs:StartMessageMoveTask', 'sqs:ReceiveMessage', 'sqs:DeleteMessage'].map((action) => ({
      action,
      resource: input.SourceArn as string,
    }));
    return input.DestinationArn === undefined ? onSource : [...onSource, { action: 'sqs:SendMessage', resource: input.DestinationArn }];
  },
  run(input) {
    const source = queueAt(context, input.SourceArn ?? '');
    const destination = input.DestinationArn === undefined ? undefined : queueAt(context, input.DestinationArn);
    const perSecond = input.MaxNumberOfMessagesPerSecond;
    if (perSecond !== undefined && !(Number.isInteger(perSecond) && perSecond >= 1 && perSecond <= MOVES_PER_SECOND_MAX)) {
      throw invalid('MaxNumberOfMessagesPerSecond', perSecond, `Must be between 1 and ${MOVES_PER_SECOND_MAX}.`);
    }
    if (!context.queues.all().some(({ settings }) => settings.redrivePolicy?.deadLetterTargetArn === source.arn)) {
      throw new AwsError('InvalidParameterValue', 'Source queue must be configured as a Dead Letter Queue.');
    }
    if (tasks.of(source.arn).some(({ status }) => status === 'RUNNING')) {
      throw new AwsError(
        'UnsupportedOperation',
        'There is already a task running. Only one active task is allowed for a source queue arn at a given time.',
      );
    }
    return { TaskHandle: tasks.begin(source, destination, perSecond).handle };
  },
});

const queueAt = (context: SqsContext, arn: string): Queue => {
  const queue = context.queues.find(arn);
  if (queue !== undefined) return queue;
  throw new AwsError('ResourceNotFoundException', "The resource that you specified for the SourceArn parameter doesn't exist.", {
    status: 404,
  });
};
