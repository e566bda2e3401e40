import type { Iam } from '../iam/iam.ts';
import { attributeText } from '../sqs/attribute-text.ts';
import type { Sqs } from '../sqs/sqs.ts';
import type { FunctionDefinition } from './function-definition.ts';
import { deadLetterError, type Ending } from './invocation-record.ts';

interface DeadLetter {
  readonly definition: FunctionDefinition;
  readonly queueArn: string;
  /** The original event. */
  readonly event: string;
  readonly requestId: string;
  readonly traceHeader: string | undefined;
}

/** "The first 1 KB of the error message." */
const ERROR_MESSAGE_BYTES_MAX = 1_024;

/**
 * Sends an event that was given up to the function's dead-letter queue, with the function's own role. Throws AwsError when
 * the queue or the permission is missing: on AWS a metric, `DeadLetterErrors`, and the event is lost.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html#invocation-dlq
 */
export const sendDeadLetter = (props: { readonly iam: Iam; readonly sqs: Sqs }, letter: DeadLetter, ending: Ending): void => {
  const { definition, queueArn, event, requestId, traceHeader } = letter;
  props.iam.authorize(props.iam.principalOf(definition.roleArn, definition.name), { action: 'sqs:SendMessage', resource: queueArn });
  const { code, message } = deadLetterError(ending);
  props.sqs.send(queueArn, {
    body: event,
    messageAttributes: {
      RequestID: { DataType: 'String', StringValue: requestId },
      ...(code === undefined ? {} : { ErrorCode: { DataType: 'Number', StringValue: code } }),
      ErrorMessage: { DataType: 'String', StringValue: attributeText(message, ERROR_MESSAGE_BYTES_MAX) },
    },
    ...(traceHeader === undefined ? {} : { systemAttributes: { AWSTraceHeader: traceHeader } }),
  });
};
