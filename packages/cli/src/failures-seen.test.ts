import type { Occurrence } from '@plumbline/local-aws';
import { describe, expect, it } from 'vitest';
import { failuresSeen } from './failures-seen.ts';

const invocation = (name: string, requestId: string, failure?: string, event: object = {}): Occurrence => ({
  kind: 'invocation',
  functionName: `plumbline-dev-${name}`,
  requestId,
  startMs: 0,
  endMs: 1,
  traceId: '',
  event: JSON.stringify(event),
  result:
    failure === undefined
      ? { payload: 'null', requestId }
      : { payload: JSON.stringify({ errorType: failure, errorMessage: 'no' }), functionError: 'Unhandled', requestId },
});
const batch = (...messageIds: readonly string[]) => ({ Records: messageIds.map((messageId) => ({ messageId })) });
const delivery = (eventId: string, outcome: 'delivered' | 'retried' | 'deadLettered' | 'dropped', reason?: string): Occurrence => ({
  kind: 'delivery',
  ruleName: 'on-order',
  targetArn: 'arn:aws:lambda:eu-west-1:000000000000:function:cook',
  eventId,
  outcome,
  ...(reason !== undefined && { reason }),
});

const notification = (from: string, outcome: 'retried' | 'dropped', reason?: string): Occurrence => ({
  ...{ kind: 'notification', from, targetArn: 'arn:aws:sqs:eu-west-1:000000000000:q', messageId: 'm', outcome },
  ...(reason !== undefined && { reason }),
});

describe('failures that were seen', () => {
  it.each<[string, readonly Occurrence[], readonly string[]]>([
    ['nothing failed', [invocation('cook', 'a'), delivery('e', 'delivered')], []],
    [
      'a function failed on each try',
      [invocation('cook', 'a', 'AccessDenied'), invocation('cook', 'a', 'AccessDenied'), invocation('cook', 'a', 'AccessDenied')],
      ['cook failed: AccessDenied: no (3 times)'],
    ],
    ['a function failed once, and its retry succeeded', [invocation('cook', 'a', 'Timeout'), invocation('cook', 'a')], []],
    [
      'a duplicate was rejected while the first delivery ran',
      [invocation('cook', 'b', 'IdempotencyAlreadyInProgressError'), invocation('cook', 'a')],
      [],
    ],
    [
      'the first delivery failed too',
      [invocation('cook', 'b', 'IdempotencyAlreadyInProgressError'), invocation('cook', 'a', 'Timeout')],
      ['cook failed: Timeout: no'],
    ],
    ['another invocation succeeded', [invocation('cook', 'a', 'Timeout'), invocation('cook', 'b')], ['cook failed: Timeout: no']],
    [
      'messages were delivered again in other batches',
      [
        invocation('cook', 'a', 'Timeout', batch('1', '2')),
        invocation('cook', 'b', undefined, batch('2')),
        invocation('cook', 'c', undefined, batch('1', '3')),
      ],
      [],
    ],
    [
      'one message of a batch was not delivered again',
      [invocation('cook', 'a', 'Timeout', batch('1', '2')), invocation('cook', 'b', undefined, batch('2'))],
      ['cook failed: Timeout: no'],
    ],
    [
      'a topic and a bucket did not reach a queue',
      [notification('topic:orders', 'dropped', 'AccessDenied'), notification('bucket:uploads', 'retried')],
      ['topic orders: a delivery to q was dropped: AccessDenied', 'bucket uploads: a delivery to q waits for a retry'],
    ],
    ['a delivery was made in the end', [delivery('e', 'retried', 'throttled'), delivery('e', 'delivered')], []],
    [
      'deliveries were not made',
      [delivery('e', 'deadLettered', 'NO_PERMISSIONS'), delivery('f', 'retried', 'throttled'), delivery('g', 'dropped')],
      [
        'rule on-order: a delivery to cook was dead-lettered: NO_PERMISSIONS',
        'rule on-order: a delivery to cook waits for a retry: throttled',
        'rule on-order: a delivery to cook was dropped',
      ],
    ],
  ])('when %s, then the failures are right', (_, seen, told) => {
    expect(failuresSeen(seen)).toEqual(told);
  });
});
