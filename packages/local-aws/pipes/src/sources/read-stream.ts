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
 * Runs a stream through the pipe, in order. After a partial failure only the failed records are sent again, through the whole pipe.
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-pipes-dynamodb.html
 */
export const readStream = (props: SourceProps): Source => {
  const { pipe, observe, ports } = props;
  const { Name, Source: streamArn = '', Target: targetArn = '', SourceParameters } = pipe.shape;
  const parameters = SourceParameters?.DynamoDBStreamParameters ?? {};
  const patterns = (SourceParameters?.FilterCriteria?.Filters ?? []).map(({ Pattern = '' }) => patternMatcher(Pattern));
  /** The sequence numbers of delivered records behind one that failed. Lost in a restart: they are then delivered again. */
  const delivered = new Set<string>();
  const forget = (records: readonly StreamRecord[]): void => {
    for (const { dynamodb } of records) delivered.delete(dynamodb.SequenceNumber);
  };
  const occurrence = (record: StreamRecord) => ({ kind: 'pipe', pipeName: Name, targetArn, recordId: record.eventID }) as const;

  const process = async (records: readonly StreamRecord[]): Promise<BatchResult> => {
    const refusal = sourceRefusal(props);
    if (refusal !== undefined) {
      observe({ kind: 'warning', message: `The pipe ${Name} cannot read its source: ${refusal}` });
      return 'notRun';
    }
    const left = records.filter(({ dynamodb }) => !delivered.has(dynamodb.SequenceNumber));
    const failures = await runBatch(
      props,
      pipe,
      left.map((record) => ({ id: record.eventID, text: JSON.stringify(record) })),
    );
    for (const [index, record] of left.entries()) {
      const failure = failures.get(index);
      if (failure === undefined) delivered.add(record.dynamodb.SequenceNumber);
      observe({
        ...occurrence(record),
        ...(failure === undefined ? { outcome: 'delivered' } : { outcome: 'retried', reason: `${failure.code}: ${failure.message}` }),
      });
    }
    const failedFrom = records.findIndex(({ dynamodb }) => !delivered.has(dynamodb.SequenceNumber));
    if (failedFrom === -1) {
      forget(records);
      return 'done';
    }
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
      const lost = records.filter(({ dynamodb }) => !delivered.has(dynamodb.SequenceNumber));
      forget(records);
      const refusal = deadLetter(props, records, condition);
      for (const record of lost) {
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
