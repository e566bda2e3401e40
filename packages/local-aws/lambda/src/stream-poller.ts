import { patternMatcher } from '@plumbline/eventbridge';
import type { InvocationResult, Kernel, Observer, Ports, StreamConsumer, StreamPositions, StreamRecord } from '@plumbline/local-aws-kernel';
import { AwsError, type BatchResult, consumeStream } from '@plumbline/local-aws-kernel';
import { isPassing } from './admit.ts';
import { failedIds } from './batch-result.ts';
import { warnOf } from './batch-runner.ts';
import type { FunctionDefinition } from './function-definition.ts';
import type { Invoke } from './invoke.ts';
import { EVENT_BYTES_MAX } from './payload-limits.ts';
import { sendDiscardedBatch } from './stream-destination.ts';
import type { StreamMapping } from './stream-mapping.ts';

export interface StreamPollerProps extends Pick<Kernel, 'store' | 'clock' | 'iam' | 'random'> {
  readonly uuid: string;
  readonly mapping: StreamMapping;
  readonly ports: Ports;
  readonly positions: StreamPositions;
  readonly observe: Observer;
  readonly invoke: Invoke;
  readonly functionOf: (nameOrArn: string) => FunctionDefinition;
}

/** The name of a mapping's position in its stream. */
export const positionName = (uuid: string, { streamArn }: StreamMapping): string => `lambda ${uuid} ${streamArn}`;

/**
 * Passes a stream to the mapping's function, batch after batch.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/with-ddb.html
 */
export const pollStream = (props: StreamPollerProps): StreamConsumer => {
  const { uuid, mapping, ports, observe, invoke } = props;
  const patterns = (mapping.filterPatterns ?? []).map(patternMatcher);
  let last: InvocationResult | undefined;

  const process = async (records: readonly StreamRecord[]): Promise<BatchResult> => {
    try {
      last = await invoke(mapping.functionArn, JSON.stringify({ Records: records }));
      const numbers = records.map(({ dynamodb }) => dynamodb.SequenceNumber);
      const failed = new Set(failedIds(mapping.reportsFailures, numbers, last));
      const failedFrom = numbers.findIndex((number) => failed.has(number));
      return failedFrom === -1 ? 'done' : { failedFrom };
    } catch (error) {
      // Lambda did not run the function, so the attempt does not count.
      if (!isPassing(error)) warnOf(props, `Lambda could not process a batch from ${mapping.streamArn}`, error);
      return 'notRun';
    }
  };

  return consumeStream({
    ...props,
    ...mapping,
    name: positionName(uuid, mapping),
    streams: ports.streams,
    bytesMax: EVENT_BYTES_MAX.RequestResponse - Buffer.byteLength('{"Records":[]}'),
    matches: patterns.length === 0 ? undefined : (record) => patterns.some((matches) => matches(JSON.stringify(record))),
    process,
    discard(records, reason, attempts) {
      const { streamArn, onFailure } = mapping;
      const what = `${records.length} records from ${streamArn} are discarded (${reason})`;
      observe({ kind: 'warning', message: what });
      if (onFailure === undefined) return;
      try {
        sendDiscardedBatch(props, { records, reason, attempts, last, destinationArn: onFailure });
      } catch (error) {
        if (!(error instanceof AwsError)) throw error;
        observe({ kind: 'warning', message: `${what}, and the destination ${onFailure} rejected the record: ${error.message}` });
      }
    },
    onError: (error) => observe({ kind: 'warning', message: `The event source mapping ${uuid} failed: ${String(error)}` }),
  });
};
