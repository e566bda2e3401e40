import type { AwsService } from '@plumbline/local-aws-kernel';
import { jsonService } from '@plumbline/local-aws-kernel';
import { cancelMessageMoveTask } from './cancel-message-move-task.ts';
import { changeMessageVisibility } from './change-message-visibility.ts';
import { changeMessageVisibilityBatch } from './change-message-visibility-batch.ts';
import { createQueue } from './create-queue.ts';
import { deleteMessage } from './delete-message.ts';
import { deleteMessageBatch } from './delete-message-batch.ts';
import { deleteQueue } from './delete-queue.ts';
import { getQueueAttributes } from './get-queue-attributes.ts';
import { getQueueUrl } from './get-queue-url.ts';
import { listDeadLetterSourceQueues } from './list-dead-letter-source-queues.ts';
import { listMessageMoveTasks } from './list-message-move-tasks.ts';
import { listQueueTags } from './list-queue-tags.ts';
import { listQueues } from './list-queues.ts';
import type { MoveTasks } from './move-tasks.ts';
import { purgeQueue } from './purge-queue.ts';
import { handleQuery, isQueryProtocol, queryError, queryOperationOf } from './query-protocol.ts';
import { receiveMessage } from './receive-message.ts';
import { sendMessage } from './send-message.ts';
import { sendMessageBatch } from './send-message-batch.ts';
import { setQueueAttributes } from './set-queue-attributes.ts';
import type { SqsContext } from './sqs-context.ts';
import { queryErrorHeader } from './sqs-errors.ts';
import { startMessageMoveTask } from './start-message-move-task.ts';

/** SQS's HTTP side: JSON, and the older query protocol for a few operations. */
export const sqsService = (context: SqsContext, moveTasks: MoveTasks): AwsService => {
  const operations = operationsOf(context, moveTasks);
  const json = jsonService({
    signingName: 'sqs',
    targetPrefix: 'AmazonSQS',
    jsonVersion: '1.0',
    errorNamespace: 'com.amazonaws.sqs',
    errorHeaders: queryErrorHeader,
    operations,
  });
  return {
    signingName: json.signingName,
    operationOf: (request) => (isQueryProtocol(request) ? queryOperationOf(request) : json.operationOf(request)),
    handle: (request) => (isQueryProtocol(request) ? handleQuery(operations, request) : json.handle(request)),
    errorAnswer: (error, request) => (isQueryProtocol(request) ? queryError(error, request) : json.errorAnswer(error, request)),
  };
};

const operationsOf = (context: SqsContext, moveTasks: MoveTasks) => ({
  CancelMessageMoveTask: cancelMessageMoveTask(moveTasks),
  ChangeMessageVisibility: changeMessageVisibility(context),
  ChangeMessageVisibilityBatch: changeMessageVisibilityBatch(context),
  CreateQueue: createQueue(context),
  DeleteMessage: deleteMessage(context),
  DeleteMessageBatch: deleteMessageBatch(context),
  DeleteQueue: deleteQueue(context),
  GetQueueAttributes: getQueueAttributes(context),
  GetQueueUrl: getQueueUrl(context),
  ListDeadLetterSourceQueues: listDeadLetterSourceQueues(context),
  ListMessageMoveTasks: listMessageMoveTasks(moveTasks),
  ListQueueTags: listQueueTags(context),
  ListQueues: listQueues(context),
  PurgeQueue: purgeQueue(context),
  ReceiveMessage: receiveMessage(context),
  SendMessage: sendMessage(context),
  SendMessageBatch: sendMessageBatch(context),
  SetQueueAttributes: setQueueAttributes(context),
  StartMessageMoveTask: startMessageMoveTask(context, moveTasks),
});
