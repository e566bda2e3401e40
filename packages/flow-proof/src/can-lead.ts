import type { JsonSchema } from '@plumbline/compatibility';
import { alternatives, propertyOf, type Shape } from '@plumbline/compatibility/shapes';
import { anyOf, type Verdict } from './satisfiable/verdict.ts';

/** `$.detail.items[0].sku`, taken apart at dots and brackets. */
const STEP = /\.([^.[\]]+)|\[(\d+|\*|'[^']+')\]/g;

/**
 * Whether a path leads to a value in events of a schema. A property that the schema does not name does not count: an event may carry it,
 * but the contract does not promise it.
 */
export const canLead = (path: string, schema: JsonSchema): Verdict => {
  const steps = [...path.matchAll(STEP)].map(([, name, bracket]) => name ?? bracket?.replaceAll("'", '') ?? '');
  return follow(steps, schema);
};

const follow = ([step, ...rest]: readonly string[], schema: JsonSchema): Verdict => {
  if (step === undefined || schema === true) return 'yes';
  return anyOf(alternatives(schema).map((shape) => followShape(step, rest, shape)));
};

const followShape = (step: string, rest: readonly string[], shape: Shape): Verdict => {
  if (shape.kind === 'unknown') return 'maybe';
  if (shape.kind === 'object') {
    if (step === '*') return anyOf([...shape.properties.values()].map((schema) => follow(rest, schema)));
    const { schema, declared } = propertyOf(shape, step);
    return declared || !shape.described ? follow(rest, schema) : 'no';
  }
  if (shape.kind === 'array') return /^(\d+|\*)$/.test(step) ? follow(rest, shape.prefix[Number(step)] ?? shape.items) : 'no';
  return 'no';
};
