import type { JsonSchema } from '@plumbline/compatibility';
import type { EventContract } from '@plumbline/event-kit';
import { eventSchema } from '@plumbline/event-kit/schema';

/**
 * The schema of a contract's event on the bus, including the envelope.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-events-structure.html
 */
export const wholeEvent = (contract: EventContract): JsonSchema => {
  const known = schemas.get(contract);
  if (known !== undefined) return known;
  const text = { type: 'string', minLength: 1 } as const;
  const schema: JsonSchema = {
    type: 'object',
    properties: {
      version: { const: '0' },
      id: text,
      source: { const: contract.source },
      'detail-type': { const: contract.detailType },
      account: { type: 'string', pattern: '^\\d{12}$' },
      time: text,
      region: text,
      resources: { type: 'array', items: text },
      detail: eventSchema(contract),
    },
    required: ['version', 'id', 'source', 'detail-type', 'account', 'time', 'region', 'resources', 'detail'],
    additionalProperties: false,
  };
  schemas.set(contract, schema);
  return schema;
};

const schemas = new WeakMap<EventContract, JsonSchema>();

/** The schema of the value at a path of an event; `undefined` when the path can have no value. */
export const atLeast = (schema: JsonSchema, path: readonly string[], allowed: JsonSchema): JsonSchema => {
  const [name, ...rest] = path;
  if (name === undefined) return { allOf: [schema, allowed] };
  return { allOf: [schema, nested([name, ...rest], allowed)] };
};

/** The schema of events without a value at a path. */
export const lacking = (schema: JsonSchema, path: readonly string[]): JsonSchema => ({
  allOf: [schema, path.reduceRight<JsonSchema>((below, name) => ({ type: 'object', properties: { [name]: below } }), false)],
});

const nested = ([name, ...rest]: readonly string[], allowed: JsonSchema): JsonSchema =>
  name === undefined ? allowed : { type: 'object', properties: { [name]: nested(rest, allowed) }, required: [name] };
