import { patternMatcher } from '@plumbline/eventbridge';
import { type BatchResult, batchInfo, consumeStream, type StreamRecord, sendDeadLetter } from '@plumbline/local-aws-kernel';
import { batchSizeOf } from '../batch-limits.ts';
import type { Pipe } from '../pipe.ts';
import { runBatch, senderOf } from '../run-batch.ts';
import { isInternal } from '../stages/stage-outcome.ts';
import { type Source, type SourceProps, sourceRefusal } from './source.ts';

/** The name of a pipe's position in its stream. */
export const positionName = ({ arn, shape }: Pipe): string => `pipe ${arn} ${shape.Source}`;

/**
 * Runs a stream through the pipe, in order. After a partial failure it continues with the first record that failed, through the whole pipe.
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-pipes-dynamodb.html
 */
export const readStream = (props: SourceProps): Source => {
  const { pipe, observe, ports } = props;
  const { Name, Source: streamArn = '', Target: targetArn = '', SourceParameters } = pipe.shape;
  const parameters = SourceParameters?.DynamoDBStreamParameters ?? {};
  const patterns = (SourceParameters?.FilterCriteria?.Filters ?? []).map(({ Pattern = '' }) => patternMatcher(Pattern));
  const occurrence = (record: StreamRecord) => ({ kind: 'pipe', pipeName: Name, targetArn, recordId: record.eventID }) as const;

  const process = async (records: readonly StreamRecord[]): Promise<BatchResult> => {
    const refusal = sourceRefusal(props);
    if (refusal !== undefined) {
      observe({ kind: 'warning', message: `The pipe ${Name} cannot read its source: ${refusal}` });
      return 'notRun';
    }
    const failures = await runBatch(
      props,
      pipe,
      records.map((record) => ({ id: record.eventID, text: JSON.stringify(record) })),
    );
    const failedFrom = Math.min(...failures.keys());
    for (const [index, record] of records.entries()) {
      const failure = failures.get(index);
      if (index < failedFrom) observe({ ...occurrence(record), outcome: 'delivered' });
      else if (failure !== undefined) observe({ ...occurrence(record), outcome: 'retried', reason: `${failure.code}: ${failure.message}` });
    }
    if (failures.size === 0) return 'done';
    return failedFrom === 0 && [...failures.values()].every(isInternal) ? 'notRun' : { failedFrom };
  };

  return consumeStream({
    ...props,
    name: positionName(pipe),
    streamArn,
    streams: ports.streams,
    startingPosition: parameters.StartingPosition === 'LATEST' ? 'LATEST' : 'TRIM_HORIZON',
    batchSize: batchSizeOf(parameters.BatchSize, streamArn, targetArn),
    windowSeconds: parameters.MaximumBatchingWindowInSeconds ?? 0,
    retriesMax: parameters.MaximumRetryAttempts ?? -1,
    recordAgeSecondsMax: parameters.MaximumRecordAgeInSeconds ?? -1,
    bisects: parameters.OnPartialBatchItemFailure === 'AUTOMATIC_BISECT',
    matches: patterns.length === 0 ? undefined : (record) => patterns.some((matches) => matches(JSON.stringify(record))),
    process,
    discard(records, condition) {
      const refusal = deadLetter(props, records, condition);
      for (const record of records) {
        if (refusal === undefined) observe({ ...occurrence(record), outcome: 'deadLettered', reason: condition });
        else observe({ ...occurrence(record), outcome: 'dropped', reason: `${condition} (${refusal})` });
      }
    },
    onError: (error) => observe({ kind: 'warning', message: `The pipe ${Name} failed: ${String(error)}` }),
  });
};

/**
 * Sends the metadata of a discarded batch. @returns the reason why it was not sent.
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-pipes-error-troubleshooting.html
 */
const deadLetter = ({ pipe, ports, iam, clock }: SourceProps, records: readonly StreamRecord[], condition: string): string | undefined => {
  const { Source: streamArn = '', SourceParameters } = pipe.shape;
  const sender = senderOf({ iam }, pipe);
  if (sender === undefined) return 'the role cannot be assumed';
  return sendDeadLetter(ports, {
    queueArn: SourceParameters?.DynamoDBStreamParameters?.DeadLetterConfig?.Arn,
    sender,
    body: JSON.stringify({
      context: { partnerResourceArn: pipe.arn, condition },
      version: '1.0',
      timestamp: new Date(clock.now()).toISOString(),
      DDBStreamBatchInfo: batchInfo(records, ports.streams.shardId(streamArn)),
    }),
    attributes: {},
  });
};
