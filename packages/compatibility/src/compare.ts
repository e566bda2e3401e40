import { createAccepts } from './accepts.ts';
import { compareSchemas } from './compare-schemas.ts';
import type { Direction, Incompatibility } from './incompatibility.ts';
import type { JsonSchema } from './json-schema.ts';
import { incompatibility, type Question } from './question.ts';
import { hasReference, sameSchema } from './same-schema.ts';

/** The names of the versions in reasons: "events of 1.0". */
export interface VersionNames {
  readonly older: string;
  readonly newer: string;
}

export interface CompareOptions {
  /** @default the older version, the newer version */
  readonly names?: VersionNames;
}

/** Empty lists mean that compatibility is proven. Full compatibility is both. */
export interface Comparison {
  /** Places where consumers of the newer schema reject events of the older one: replays, queues, producers that are deployed later. */
  readonly backward: readonly Incompatibility[];
  /** Places where consumers of the older schema reject events of the newer one: consumers that are already deployed. */
  readonly forward: readonly Incompatibility[];
}

/**
 * Compares two JSON Schemas of one event. Producers are strict: they write only properties that their schema declares, or
 * that its own `additionalProperties` allows. Consumers are tolerant: they accept everything that their schema accepts.
 * `backward` checks that every event of the older schema's producers is valid under the newer one, `forward` the reverse.
 * A comparison without a proof is reported as `not-comparable`.
 *
 * The names are those of Confluent's compatibility types,
 * https://docs.confluent.io/platform/current/schema-registry/fundamentals/schema-evolution.html; the strict producer and the
 * tolerant consumer are what lets optional properties be added and removed in JSON Schema,
 * https://yokota.blog/2025/10/07/json-schema-compatibility-and-the-robustness-principle/.
 *
 * @example
 * ```ts
 * const older = parseSchema({ type: 'object', properties: { size: { enum: ['S', 'M'] } } });
 * const newer = parseSchema({ type: 'object', properties: { size: { enum: ['S', 'M', 'L'] } } });
 * compare(older, newer).forward[0]?.reason; // size may be "L" in events of the newer version, which consumers of the older version reject.
 * ```
 */
export const compare = (older: JsonSchema, newer: JsonSchema, { names = DEFAULT_NAMES }: CompareOptions = {}): Comparison => ({
  backward: compareDirection('backward', older, newer, names),
  forward: compareDirection('forward', newer, older, names),
});

const DEFAULT_NAMES: VersionNames = { older: 'the older version', newer: 'the newer version' };

const compareDirection = (
  direction: Direction,
  writer: JsonSchema,
  reader: JsonSchema,
  names: VersionNames,
): readonly Incompatibility[] => {
  const accepts = createAccepts();
  const [from, to] = direction === 'backward' ? [names.older, names.newer] : [names.newer, names.older];
  const at = (path: string): Question => ({
    direction,
    writer: from,
    reader: to,
    path,
    accepts,
    ask: (may, takes, where) => compareSchemas(may, takes, at(where)),
  });
  if (sameSchema(writer, reader)) return [];
  if (hasReference(writer) || hasReference(reader))
    return [
      incompatibility(at(''), 'not-comparable', 'has a $ref, which the comparison does not follow. Write the schema without references.'),
    ];
  return compareSchemas(writer, reader, at(''));
};
