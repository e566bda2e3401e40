import { z } from 'zod';
import { type IncompatibilityCode, type JsonSchema, parseSchema } from '../src/index.ts';

/** `ok`, or what is reported: the code and the path. Several are separated by commas. */
type Verdict = 'ok' | `${IncompatibilityCode} ${string}`;

export interface Change {
  readonly name: string;
  readonly older: JsonSchema;
  readonly newer: JsonSchema;
  readonly backward: Verdict;
  readonly forward: Verdict;
}

const schemaOf = (one: z.ZodType | object): JsonSchema =>
  parseSchema(one instanceof z.ZodType ? z.toJSONSchema(one, { io: 'input' }) : one);

export const change = (
  name: string,
  older: z.ZodType | object,
  newer: z.ZodType | object,
  backward: Verdict,
  forward: Verdict,
): Change => ({
  name,
  older: schemaOf(older),
  newer: schemaOf(newer),
  backward,
  forward,
});

export const Data = (shape: z.ZodRawShape) => z.object({ Data: z.object(shape) });
/** A change of one property. */
export const value = (name: string, older: z.ZodType, newer: z.ZodType, backward: Verdict, forward: Verdict): Change =>
  change(name, Data({ v: older }), Data({ v: newer }), backward, forward);
/** The same in plain JSON Schema. */
export const raw = (name: string, older: unknown, newer: unknown, backward: Verdict, forward: Verdict): Change => {
  const event = (schema: unknown) => ({ type: 'object', properties: { v: schema }, required: ['v'] });
  return change(name, event(older), event(newer), backward, forward);
};

export const card = z.object({ kind: z.literal('card'), number: z.string() });
export const cash = z.object({ kind: z.literal('cash') });
export const voucher = z.object({ kind: z.literal('voucher'), code: z.string() });
export const celsius = { 'x-unit': 'celsius' };
export const fahrenheit = { 'x-unit': 'fahrenheit' };
