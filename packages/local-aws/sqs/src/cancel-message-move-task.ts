import type { JsonOperation } from '@plumbline/local-aws-kernel';
import { invalid } from './message-check.ts';
import type { MoveTasks } from './move-tasks.ts';

interface CancelMessageMoveTaskInput {
  readonly TaskHandle?: string;
}

/** @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_CancelMessageMoveTask.html */
export const cancelMessageMoveTask = (tasks: MoveTasks): JsonOperation<CancelMessageMoveTaskInput> => ({
  permissions: (input) => [{ action: 'sqs:CancelMessageMoveTask', resource: sourceOf(input.TaskHandle) }],
  run: (input) => ({ ApproximateNumberOfMessagesMoved: tasks.cancel(input.TaskHandle ?? '').moved }),
});

const sourceOf = (handle: string | undefined): string => {
  try {
    const { sourceArn } = JSON.parse(Buffer.from(handle ?? '', 'base64').toString()) as { readonly sourceArn: string };
    return sourceArn;
  } catch {
    throw invalid('TaskHandle', handle, 'Task handle is invalid.');
  }
};
