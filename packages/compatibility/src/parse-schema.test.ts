import { describe, expect, it } from 'vitest';
import { parseSchema } from './index.ts';

describe('parseSchema', () => {
  it.each([true, {}, { type: ['string', 'null'], 'x-unit': 'celsius' }])('when %j is given, then it is a schema', (schema) => {
    expect(parseSchema(schema)).toBe(schema);
  });

  it.each([
    ['an unknown type', { type: 'text' }, '/type'],
    ['a minimum that is no number', { properties: { a: { minimum: '1' } } }, '/properties/a/minimum'],
    ["draft 4's exclusive bounds", { exclusiveMinimum: true }, '/exclusiveMinimum'],
    ['items in a list', { items: [{}] }, '/items'],
    ['null', null, 'its root'],
  ])('when %s is given, then the error tells where', (_, schema, place) => {
    expect(() => parseSchema(schema)).toThrow(expect.objectContaining({ code: 'INVALID_SCHEMA', message: expect.stringContaining(place) }));
  });
});
