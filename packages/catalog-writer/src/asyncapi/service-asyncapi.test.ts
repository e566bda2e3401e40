import { Parser } from '@asyncapi/parser';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { domain, event, fn, source } from '../../test/system.ts';
import { serviceAsyncApi } from './service-asyncapi.ts';

const cooked = event({
  type: 'DishCooked',
  shape: { id: z.string(), for: z.string().nullable().optional(), course: z.enum(['main', 'sweet']) },
  data: { id: 'a', course: 'main' },
});
const cookedV2 = event({ type: 'DishCooked', version: '2.0', shape: { ids: z.array(z.string()) }, data: { ids: ['a'] } });
const served = event({ type: 'DishServed' });
const from = source(
  [
    fn('stove', 'cook', [cookedV2, cooked]),
    fn('hall', 'serve', [served], [[cooked]]),
    fn('hall', 'count', [], [[cookedV2], [served]]),
    fn('roof', 'rest', []),
  ],
  [domain('kitchen', [cookedV2, cooked, served])],
);
const document = (name: string) => {
  const service = from.topology.services.find((one) => one.name === name);
  return service === undefined ? undefined : serviceAsyncApi(from, service);
};

describe('serviceAsyncApi, https://www.asyncapi.com/docs/reference/specification/v3.0.0', () => {
  it.each(['stove', 'hall'])(
    'when AsyncAPI’s own parser reads the document of %s, then it finds nothing wrong, examples included',
    async (name) => {
      const { document: parsed, diagnostics } = await new Parser().parse(document(name) ?? '');
      expect(diagnostics.filter(({ severity }) => severity === 0)).toEqual([]);
      expect(parsed?.version()).toBe('3.0.0');
    },
  );

  it('when functions send and receive, then each is an operation on the channel of its detail-type', async () => {
    const { document: parsed } = await new Parser().parse(document('hall') ?? '');
    const operations = parsed
      ?.operations()
      .all()
      .map((operation) => [operation.id(), operation.action(), operation.channels().all()[0]?.address()]);
    expect(operations).toEqual([
      ['serve.receive.DishCooked.v1', 'receive', 'dishcooked'],
      ['serve.send.DishServed.v1', 'send', 'dishserved'],
      ['count.receive.DishCooked.v2', 'receive', 'dishcooked'],
      ['count.receive.DishServed.v1', 'receive', 'dishserved'],
    ]);
  });

  it('when two majors are on one channel, then both are its messages', async () => {
    const { document: parsed } = await new Parser().parse(document('stove') ?? '');
    expect(
      parsed
        ?.channels()
        .all()[0]
        ?.messages()
        .all()
        .map((message) => message.id()),
    ).toEqual(['DishCooked.v1', 'DishCooked.v2']);
  });

  it('when a service has no events, then it has no document', () => {
    expect(document('roof')).toBeUndefined();
  });
});
