import { describe, expect, it } from 'vitest';
import { readDeadLetter } from './dead-letter.ts';
import { drawDeadLetter } from './draw-dead-letter.ts';

const QUEUE = { name: 'undelivered', arn: 'arn:aws:sqs:eu-west-1:123456789012:undelivered', stack: 'feed', sources: [] };
const TARGET = 'arn:aws:lambda:eu-west-1:123456789012:function:report';
const PIPE = 'arn:aws:pipes:eu-west-1:123456789012:pipe/outbox';
const BATCH = {
  streamArn: 'arn:aws:dynamodb:eu-west-1:123456789012:table/t/stream/2026-01-01T00:00:00.000',
  ...{ batchSize: 2, startSequenceNumber: '11', endSequenceNumber: '12' },
};

const letter = (attributes: Readonly<Record<string, string>>) =>
  readDeadLetter(QUEUE, {
    Body: '{"count":5}',
    Attributes: { SentTimestamp: '1000' },
    MessageAttributes: Object.fromEntries(
      Object.entries(attributes).map(([name, StringValue]) => [name, { DataType: 'String', StringValue }]),
    ),
  });

describe('a dead letter', () => {
  // https://docs.aws.amazon.com/scheduler/latest/UserGuide/configuring-schedule-dlq.html
  it('when Scheduler sent it, then its target is the schedule’s, with the unchanged input', () => {
    const SCHEDULE_ARN = 'arn:aws:scheduler:eu-west-1:123456789012:schedule/g/s';
    const given = {
      SCHEDULE_ARN,
      TARGET_ARN: TARGET,
      ERROR_CODE: 'ThrottlingException',
      ERROR_MESSAGE: 'Rate exceeded.',
      RETRY_ATTEMPTS: '185',
    };
    expect(letter(given)).toMatchObject({
      ...{ kind: 'schedule', target: TARGET, text: '{"count":5}', attempts: 186, code: 'ThrottlingException', reason: 'Rate exceeded.' },
    });
  });

  it('when EventBridge sent it, then it names the rule', () => {
    const RULE_ARN = 'arn:aws:events:eu-west-1:123456789012:rule/b/r';
    expect(letter({ RULE_ARN, TARGET_ARN: TARGET })).toMatchObject({ kind: 'delivery', target: TARGET, ruleArn: RULE_ARN, attempts: 1 });
  });

  // https://docs.aws.amazon.com/lambda/latest/dg/services-dynamodb-errors.html
  // https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-pipes-error-troubleshooting.html
  it.each<readonly [sender: string, target: string, context: object, expected: object]>([
    [
      'a function',
      TARGET,
      { requestContext: { functionArn: TARGET, condition: 'RetryAttemptsExhausted', approximateInvokeCount: 3 } },
      { attempts: 3 },
    ],
    ['a pipe', PIPE, { context: { partnerResourceArn: PIPE, condition: 'RetryAttemptsExhausted' } }, {}],
  ])('when %s discarded records of a stream, then it names the records', (_sender, target, context, expected) => {
    const discarded = readDeadLetter(QUEUE, { Body: JSON.stringify({ ...context, DDBStreamBatchInfo: BATCH }) });
    expect(discarded).toMatchObject({ kind: 'records', target, code: 'RetryAttemptsExhausted', ...expected });
    expect(drawDeadLetter(discarded)).toContain('2 records of arn:aws:dynamodb:');
    expect(drawDeadLetter(discarded)).toContain('The sequence numbers are 11 to 12.');
  });
});
