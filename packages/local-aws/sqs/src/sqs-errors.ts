import type { AwsError } from '@plumbline/local-aws-kernel';

/**
 * The codes of the query protocol for errors that have other names in the JSON protocol. SDKs built for both read them
 * from `x-amzn-query-error`.
 * @see https://smithy.io/2.0/aws/protocols/aws-query-protocol.html#aws-protocols-awsquerycompatible-trait
 */
const QUERY_CODES: Readonly<Record<string, string>> = {
  QueueDoesNotExist: 'AWS.SimpleQueueService.NonExistentQueue',
  QueueNameExists: 'QueueAlreadyExists',
  QueueDeletedRecently: 'AWS.SimpleQueueService.QueueDeletedRecently',
  BatchEntryIdsNotDistinct: 'AWS.SimpleQueueService.BatchEntryIdsNotDistinct',
  BatchRequestTooLong: 'AWS.SimpleQueueService.BatchRequestTooLong',
  EmptyBatchRequest: 'AWS.SimpleQueueService.EmptyBatchRequest',
  InvalidBatchEntryId: 'AWS.SimpleQueueService.InvalidBatchEntryId',
  TooManyEntriesInBatchRequest: 'AWS.SimpleQueueService.TooManyEntriesInBatchRequest',
  MessageNotInflight: 'AWS.SimpleQueueService.MessageNotInflight',
  PurgeQueueInProgress: 'AWS.SimpleQueueService.PurgeQueueInProgress',
  UnsupportedOperation: 'AWS.SimpleQueueService.UnsupportedOperation',
};

export const queryCodeOf = (error: AwsError): string => QUERY_CODES[error.code] ?? error.code;

export const queryErrorHeader = (error: AwsError): Readonly<Record<string, string>> => ({
  'x-amzn-query-error': `${queryCodeOf(error)};${faultOf(error)}`,
});

/** The party at fault, in the query protocol's form. */
export const faultOf = (error: AwsError): 'Sender' | 'Receiver' => (error.status >= 500 ? 'Receiver' : 'Sender');
