import { describe, expect, it } from 'vitest';
import { drawOccurrence } from './draw-occurrence.ts';

const TIME = /^ +\d\d:\d\d:\d\d\.\d{3} {2}/;

describe('a line for an occurrence', () => {
  const result = (payload: unknown, functionError?: string) => ({
    payload: JSON.stringify(payload),
    ...(functionError !== undefined && { functionError }),
  });
  const answered = (status: number, body: object) => result({ statusCode: status, body: JSON.stringify(body) });
  const invocation = (given: unknown, answer: ReturnType<typeof result>) =>
    ({
      kind: 'invocation',
      functionName: 'plumbline-dev-serve',
      event: JSON.stringify(given),
      startMs: 1_000,
      endMs: 1_007,
      result: answer,
    }) as Parameters<typeof drawOccurrence>[0];

  it.each([
    ['its input is an API request', { httpMethod: 'POST' }, answered(200, { outcome: 'published' }), 'api      serve 7 ms  200 published'],
    [
      'it refuses a request',
      { httpMethod: 'POST' },
      answered(400, { outcome: 'refused', reason: 'no JSON' }),
      'api      serve 7 ms  400 refused no JSON',
    ],
    ['a person invokes it, and it answers with a status', { count: 5 }, answered(200, { message: {} }), 'lambda   serve 7 ms'],
    ['its input is empty', null, answered(200, {}), 'lambda   serve 7 ms'],
    ['it answers nothing', {}, result(null), 'lambda   serve 7 ms'],
    ['it fails', {}, result({ errorType: 'Error', errorMessage: 'no milk' }, 'Unhandled'), 'lambda   serve 7 ms  Error: no milk'],
  ])('when a function is invoked and %s, then the line shows it', (_, given, answer, line) => {
    expect(drawOccurrence(invocation(given, answer))?.replace(TIME, '')).toBe(line);
  });

  it.each([
    ['topic:plumbline-dev-orders', 'dropped', 'topic    orders dropped  AccessDenied'],
    ['bucket:uploads', 'retried', 'bucket   uploads retried  AccessDenied'],
    ['bucket:uploads', 'delivered', undefined],
  ] as const)('when a notification of %s is %s, then a line shows it if it matters', (from, outcome, line) => {
    const occurrence = { kind: 'notification', from, targetArn: 'arn', messageId: 'm', outcome, reason: 'AccessDenied' } as const;
    expect(drawOccurrence(occurrence)?.replace(TIME, '')).toBe(line);
  });

  it.each([
    [[], 'graphql  mutation postOrder 3 ms'],
    [['a', 'b'], 'graphql  mutation postOrder 3 ms  a and 1 more'],
  ])('when a GraphQL operation has the errors %j, then the line shows the first', (errors, line) => {
    const request = { apiName: 'orders', requestId: 'r', traceId: undefined, startMs: 1, endMs: 4 };
    const occurrence = { kind: 'graphql', operation: 'mutation', fields: ['postOrder'], ...request, errors } as const;
    expect(drawOccurrence(occurrence)?.replace(TIME, '')).toBe(line);
  });

  it('when a record of a pipe is retried, or a mail arrives, then the line shows it', () => {
    const record = {
      kind: 'pipe',
      pipeName: 'plumbline-dev-outbox',
      targetArn: 'arn',
      recordId: 'r',
      outcome: 'retried',
      reason: 'no',
    } as const;
    expect(drawOccurrence(record)?.replace(TIME, '')).toBe('pipe     outbox retried  no');
    expect(drawOccurrence({ ...record, outcome: 'delivered' })).toBeUndefined();
    const mail = { kind: 'mail', service: 'ses', messageId: 'm', to: ['ann@example.net'], subject: 'Paid' } as const;
    expect(drawOccurrence(mail)?.replace(TIME, '')).toBe('mail     Paid  → ann@example.net');
  });
});
