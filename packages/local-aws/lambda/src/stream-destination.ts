import { randomUUID } from 'node:crypto';
import { batchInfo, type InvocationResult, type Kernel, LAMBDA, type Ports, type StreamRecord } from '@plumbline/local-aws-kernel';
import { objectName, take } from './destinations.ts';
import type { FunctionDefinition } from './function-definition.ts';
import type { StreamMapping } from './stream-mapping.ts';

interface StreamDestinationProps extends Pick<Kernel, 'clock' | 'iam'> {
  readonly uuid: string;
  readonly mapping: StreamMapping;
  readonly ports: Ports;
  readonly functionOf: (nameOrArn: string) => FunctionDefinition;
}

interface DiscardedBatch {
  readonly records: readonly StreamRecord[];
  readonly reason: string;
  readonly attempts: number;
  /** The result of the last attempt. */
  readonly last: InvocationResult | undefined;
  readonly destinationArn: string;
}

/**
 * Sends the metadata of a discarded batch with the function's own role; a bucket gets the records, too. Throws AwsError when the
 * destination rejects it. AWS's page shows the condition of exhausted retries only.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/services-dynamodb-errors.html
 */
export const sendDiscardedBatch = (
  { uuid, mapping, ports, clock, iam, functionOf }: StreamDestinationProps,
  { records, reason, attempts, last, destinationArn }: DiscardedBatch,
): void => {
  const { name, arn, roleArn } = functionOf(mapping.functionArn);
  const shardId = ports.streams.shardId(mapping.streamArn);
  const isBucket = /^arn:[^:]+:s3:/.test(destinationArn);
  const functionError = last?.functionError;
  const record = {
    requestContext: { requestId: last?.requestId ?? randomUUID(), functionArn: arn, condition: reason, approximateInvokeCount: attempts },
    ...(last !== undefined && {
      responseContext: { statusCode: 200, executedVersion: '$LATEST', ...(functionError !== undefined && { functionError }) },
    }),
    version: '1.0',
    timestamp: new Date(clock.now()).toISOString(),
    DDBStreamBatchInfo: batchInfo(records, shardId),
    ...(isBucket && { payload: JSON.stringify({ Records: records }) }),
  };
  take(ports, {
    arn: destinationArn,
    sender: { principal: LAMBDA, sourceArn: arn, role: iam.principalOf(roleArn, name) },
    input: JSON.stringify(record),
    name: `aws/lambda/${uuid}/${shardId}/${objectName(clock.now())}`,
    lastResort: true,
  });
};
