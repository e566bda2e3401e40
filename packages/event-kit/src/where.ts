import type { NumberCondition, Presence, TextCondition } from './conditions.ts';
import type { DataOf } from './event.ts';
import type { EventContract } from './event-contract.ts';

/**
 * Conditions on an event's data: for each property a list of values or conditions, one of which must match; for a nested object, conditions
 * on its properties. All named properties must match.
 */
export type Where<C extends EventContract> = WhereOf<DataOf<C>, false>;

/** The names of an object's properties, with the possible conditions on each. `Missing`: the object itself may be absent. */
type WhereOf<Value, Missing extends boolean> = {
  readonly [K in keyof Value]?: Asked<Value[K], undefined extends Value[K] ? true : Missing>;
};

type Asked<Value, Missing extends boolean> =
  | ([Scalar<Value>] extends [never] ? never : readonly Wanted<Scalar<Value>, Value extends readonly unknown[] ? true : Missing>[])
  | ([Inside<Value>] extends [never] ? never : WhereOf<Inside<Value>, null extends Value ? true : Missing>);

/** EventBridge matches lists by element: one element must match. */
type Scalar<Value> = Value extends readonly (infer Element)[] ? Scalar<Element> : Value extends object | undefined ? never : Value;
type Inside<Value> = Value extends readonly (infer Element)[] ? Inside<Element> : Value extends object ? Value : never;

type Wanted<Value, Missing extends boolean> =
  | Extract<Value, string | number | boolean | null>
  | (Extract<Value, number> extends never ? never : NumberCondition)
  | (Extract<Value, string> extends never ? never : TextCondition)
  | (Missing extends true ? Presence : never);

/** A `where` in the form of a rule's pattern. */
export type Conditions = Readonly<Record<string, unknown>>;
