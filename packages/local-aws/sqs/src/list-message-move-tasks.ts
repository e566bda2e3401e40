import type { JsonOperation } from '@plumbline/local-aws-kernel';
import { missing } from './message-check.ts';
import type { MoveTasks } from './move-tasks.ts';

interface ListMessageMoveTasksInput {
  readonly SourceArn?: string;
  readonly MaxResults?: number;
}

/** @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ListMessageMoveTasks.html */
export const listMessageMoveTasks = (tasks: MoveTasks): JsonOperation<ListMessageMoveTasksInput> => ({
  permissions: (input) => [{ action: 'sqs:ListMessageMoveTasks', resource: arnOf(input) }],
  run: (input) => ({
    Results: tasks
      .of(arnOf(input))
      .slice(0, input.MaxResults ?? 1)
      .map((task) => ({
        ...(task.status === 'RUNNING' ? { TaskHandle: task.handle } : {}),
        Status: task.status,
        SourceArn: task.sourceArn,
        ...(task.destinationArn === undefined ? {} : { DestinationArn: task.destinationArn }),
        ...(task.perSecond === undefined ? {} : { MaxNumberOfMessagesPerSecond: task.perSecond }),
        ApproximateNumberOfMessagesMoved: task.moved,
        ApproximateNumberOfMessagesToMove: task.toMove,
        StartedTimestamp: task.startedAtMs,
        ...(task.failureReason === undefined ? {} : { FailureReason: task.failureReason }),
      })),
  }),
});

const arnOf = (input: ListMessageMoveTasksInput): string => {
  if (input.SourceArn === undefined) throw missing('SourceArn');
  return input.SourceArn;
};
