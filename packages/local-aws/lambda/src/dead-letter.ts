import { AwsError, LAMBDA, sendDeadLetter as send } from '@plumbline/local-aws-kernel';
import type { DestinationProps } from './destinations.ts';
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

/**
 * Sends an abandoned event to the function's dead-letter queue, with the function's own role. Throws AwsError when
 * the queue or the permission is missing: on AWS a metric, `DeadLetterErrors`, and the event is lost.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html#invocation-dlq
 */
export const sendDeadLetter = ({ iam, ports }: DestinationProps, letter: DeadLetter, ending: Ending): void => {
  const { definition, queueArn, event, requestId, traceHeader } = letter;
  const { code, message } = deadLetterError(ending);
  const refusal = send(ports, {
    ...{ queueArn, traceHeader, body: event },
    sender: { principal: LAMBDA, sourceArn: definition.arn, role: iam.principalOf(definition.roleArn, definition.name) },
    attributes: { RequestID: requestId, ErrorCode: code === undefined ? undefined : Number(code), ErrorMessage: message },
  });
  if (refusal !== undefined) throw new AwsError('DeadLetterErrors', refusal);
};
