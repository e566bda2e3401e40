import { describe, expect, it } from 'vitest';
import { TableSet } from '../../test/contracts.ts';
import { on } from '../on.ts';
import { defineFunction } from './define-function.ts';
import { defineService } from './define-service.ts';
import { forward } from './forward.ts';
import { defineApiDestination, defineBucket, defineQueue, defineTable, may } from './resource.ts';

const bucket = defineBucket({ name: 'menu-photos', expireAfterDays: 30 });
const table = defineTable({ name: 'tables', partitionKey: 'id' });
const byHand = { name: 'serve', summary: '', byHand: true } as const;
const valid = { name: 'serve', summary: '', consumes: [on(TableSet)] };

describe('defineFunction', () => {
  it.each([
    ['the name is not kebab-case', { ...valid, name: 'Serve' }, 'kebab-case'],
    ['nothing sets it off', { name: 'serve', summary: '' }, 'nothing sets it off'],
    ['two things set it off', { ...valid, endpoint: { bucket, path: 'x' } }, '"consumes" and "endpoint". Make two functions'],
    ['time and people set it off', { ...byHand, schedule: { expression: 'rate(1 minute)' } }, '"schedule" and "byHand"'],
    ['its schedule is none', { name: 'serve', summary: '', schedule: { expression: 'every 5 minutes' } }, '"every 5 minutes" is none'],
    [
      'it is behind API Gateway and may take too long',
      { name: 'serve', summary: '', endpoint: { bucket, path: 'x' }, timeoutSeconds: 5 },
      'at most 4',
    ],
    ['a big batch has no window', { ...valid, batching: { size: 11, windowSeconds: 0 } }, 'windowSeconds of at least 1'],
  ])('when %s, then it is refused and the text says so', (_, declaration, text) => {
    expect(() => defineFunction(declaration)).toThrowError(
      expect.objectContaining({ code: 'INVALID_DECLARATION', message: expect.stringContaining(text) }),
    );
  });
});

describe('what sets a function off', () => {
  it.each(['rate(5 minutes)', 'rate(1 hour)', 'cron(0 9 ? * MON-FRI *)', 'at(2026-12-24T18:00:00)'])('may be %s', (expression) => {
    expect(defineFunction({ name: 'serve', summary: '', schedule: { expression } }).schedule).toEqual({ expression });
  });

  it('may be nobody but who invokes it', () => {
    expect(defineFunction(byHand)).toMatchObject({ byHand: true, consumes: [] });
  });
});

describe('defineService', () => {
  it('when a function uses a resource that the service does not list, then it is refused with what to do', () => {
    const serve = defineFunction({ ...valid, uses: [may(table, 'GetItem')] });
    expect(() => defineService({ name: 'hall', team: 't', summary: '', functions: [serve] })).toThrowError(
      /serve uses the table tables, which the service does not list/,
    );
    expect(defineService({ name: 'hall', team: 't', summary: '', functions: [serve], tables: [table] }).tables).toEqual([table]);
  });
});

describe('forwarding', () => {
  const waiters = defineQueue({ name: 'waiters' });
  const guests = defineApiDestination({ name: 'guests', summary: 'The screens at the tables.' });
  const service = { name: 'hall', team: 't', summary: '', functions: [] };

  it('when it is to a queue that the service does not list, then it is refused with what to do', () => {
    const toQueue = forward('set-tables-to-waiters', on(TableSet), waiters);
    expect(() => defineService({ ...service, forwards: [toQueue] })).toThrowError(/to the queue waiters, which the service does not list/);
    expect(defineService({ ...service, forwards: [toQueue], queues: [waiters] }).forwards).toEqual([toQueue]);
  });

  it.each([0, -1, 2.5, 301])(
    'when an address is to be called %s times a second, then it is refused with what EventBridge takes',
    (perSecondMax) => {
      expect(() => defineApiDestination({ name: 'guests', summary: '', perSecondMax })).toThrowError(/whole number from 1 to 300, and is/);
    },
  );

  it('when it is to an address, then that has a header for its key, and a rate', () => {
    const toGuests = forward('set-tables-to-guests', on(TableSet, { where: { room: ['hall'] } }), guests);
    expect(defineService({ ...service, forwards: [toGuests] }).forwards).toMatchObject([
      { to: { kind: 'api-destination', keyHeader: 'x-api-key', perSecondMax: 300 } },
    ]);
  });
});

describe('resources', () => {
  it.each([
    [table, 'TABLES_TABLE'],
    [bucket, 'MENU_PHOTOS_BUCKET'],
    [defineQueue({ name: 'lost-orders' }), 'LOST_ORDERS_QUEUE_URL'],
  ])('the environment variable of $name is %s', (resource, variable) => {
    expect(resource.environmentVariable).toBe(variable);
  });
});
