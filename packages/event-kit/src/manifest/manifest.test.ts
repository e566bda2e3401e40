import { describe, expect, it } from 'vitest';
import { TableSet } from '../../test/contracts.ts';
import { on } from '../on.ts';
import { defineFunction } from './define-function.ts';
import { defineService } from './define-service.ts';
import { defineBucket, defineQueue, defineTable, may } from './resource.ts';

const bucket = defineBucket({ name: 'menu-photos', expireAfterDays: 30 });
const table = defineTable({ name: 'tables', partitionKey: 'id' });
const valid = { name: 'serve', summary: '', consumes: [on(TableSet)] };

describe('defineFunction', () => {
  it.each([
    ['the name is not kebab-case', { ...valid, name: 'Serve' }, 'kebab-case'],
    ['nothing sets it off', { name: 'serve', summary: '' }, 'nothing sets it off'],
    ['two things set it off', { ...valid, endpoint: { bucket, path: 'x' } }, 'Make two functions'],
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

describe('defineService', () => {
  it('when a function uses a resource that the service does not list, then it is refused with what to do', () => {
    const serve = defineFunction({ ...valid, uses: [may(table, 'GetItem')] });
    expect(() => defineService({ name: 'hall', team: 't', summary: '', functions: [serve] })).toThrowError(
      /serve uses the table tables, which the service does not list/,
    );
    expect(defineService({ name: 'hall', team: 't', summary: '', functions: [serve], tables: [table] }).tables).toEqual([table]);
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
