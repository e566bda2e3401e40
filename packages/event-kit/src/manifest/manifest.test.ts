import { describe, expect, it } from 'vitest';
import { TableSet } from '../../test/contracts.ts';
import { on } from '../on.ts';
import { defineFunction } from './define-function.ts';
import { defineService } from './define-service.ts';
import { forward } from './forward.ts';
import { may } from './may.ts';
import { defineApiDestination, defineBucket, defineQueue, defineTable, idempotencyTable } from './resource.ts';

const bucket = defineBucket({ name: 'menu-photos', expireAfterDays: 30 });
const table = defineTable({ name: 'tables', partitionKey: 'id' });
const byHand = { name: 'serve', summary: '', byHand: true } as const;
const valid = { name: 'serve', summary: '', consumes: [on(TableSet)] };

describe('the trigger of a function', () => {
  it.each([
    ['event', { ...valid }],
    ['batch', { ...valid, batching: { size: 10, windowSeconds: 1 } }],
    ['request', { name: 'serve', summary: '', endpoint: { bucket, path: 'x' }, timeoutSeconds: 4 }],
    ['invocation', byHand],
    ['invocation', { name: 'serve', summary: '', schedule: { expression: 'rate(1 hour)' } }],
  ])('is %s for %j', (trigger, declaration) => {
    expect(defineFunction(declaration as typeof valid).trigger).toBe(trigger);
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

describe('the resources of a service', () => {
  const service = { name: 'hall', domain: 'dining', team: 't', summary: '' };
  const waiters = defineQueue({ name: 'waiters' });
  const memory = idempotencyTable({ name: 'serve-memory' });

  it('are what its functions use and its forwards lead to, each once', () => {
    const serve = defineFunction({ ...valid, uses: [may(table, 'GetItem')], idempotency: { table: memory } });
    const show = defineFunction({
      name: 'show',
      summary: '',
      endpoint: { bucket, path: 'x' },
      uses: [may(table, 'Query')],
      timeoutSeconds: 4,
    });
    const forwards = [forward('set-tables-to-waiters', on(TableSet), waiters)];
    expect(defineService({ ...service, functions: [serve, show], forwards })).toMatchObject({
      tables: [table, memory],
      buckets: [bucket],
      queues: [waiters],
    });
  });

  it('are also those that are added for nobody', () => {
    expect(defineService({ ...service, functions: [], alsoHas: [table, waiters] })).toMatchObject({ tables: [table], queues: [waiters] });
  });
});

describe('forwarding', () => {
  const guests = defineApiDestination({ name: 'guests', summary: 'The screens at the tables.' });
  const service = { name: 'hall', domain: 'dining', team: 't', summary: '', functions: [] };

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
