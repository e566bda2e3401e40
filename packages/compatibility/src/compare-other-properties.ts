import { isClosed } from './closed.ts';
import type { Incompatibility } from './incompatibility.ts';
import { takesNothing } from './is-empty.ts';
import type { JsonSchema } from './json-schema.ts';
import { nameMatches, propertyOf } from './object-shape.ts';
import { otherPropertiesPath, propertyPath } from './path.ts';
import { incompatibility, type Question } from './question.ts';
import { sameSchema, takesEverything } from './same-schema.ts';
import type { ObjectShape } from './shape.ts';

/** Properties that the writer may write without declaring their names: `additionalProperties` and `patternProperties`. */
export const compareOtherProperties = (writer: ObjectShape, reader: ObjectShape, question: Question): readonly Incompatibility[] => {
  const additional = isClosed(writer) ? false : (writer.additional ?? true);
  const open = !takesNothing(additional);
  if (!open && writer.patterns.size === 0) return [];
  return [
    ...compareNames(writer, reader, question),
    ...(samePatterns(writer, reader)
      ? comparePatterns(writer, reader, question)
      : [notComparable(question, 'has other patternProperties, and the names that match both are undecided')]),
    ...(open ? compareAdditional(additional, reader, question) : []),
    ...compareNewlyDeclared(writer, additional, reader, question),
  ];
};

const compareNames = (writer: ObjectShape, reader: ObjectShape, question: Question): readonly Incompatibility[] => {
  if (reader.names.length === 0) return [];
  const path = otherPropertiesPath(question.path);
  const names: JsonSchema = { allOf: [{ type: 'string' }, ...writer.names] };
  const [refused] = reader.names.flatMap((taken) => question.ask(names, { allOf: [{ type: 'string' }, taken] }, path));
  if (refused === undefined) return [];
  const code = refused.code === 'not-comparable' ? 'not-comparable' : 'additional-properties';
  return [
    incompatibility(question, code, `may have names in events of ${question.writer} that consumers of ${question.reader} reject.`, path),
  ];
};

/** A reader without patterns has, for the names that match the writer's, its `additionalProperties`. */
const samePatterns = (writer: ObjectShape, reader: ObjectShape): boolean =>
  reader.patterns.size === 0 ||
  (reader.patterns.size === writer.patterns.size && [...writer.patterns.keys()].every((pattern) => reader.patterns.has(pattern)));

const comparePatterns = (writer: ObjectShape, reader: ObjectShape, question: Question): readonly Incompatibility[] => {
  const path = otherPropertiesPath(question.path);
  return [...writer.patterns].flatMap(([pattern, may]) => {
    const takes = reader.patterns.get(pattern) ?? reader.additional ?? true;
    if (takesEverything(takes) || sameSchema(may, takes)) return [];
    // A name that matches two patterns holds what both declare, which neither of them tells alone.
    if (writer.patterns.size > 1) return [notComparable(question, 'has several patternProperties, and a name may match more than one')];
    return question.ask(may, takes, path);
  });
};

const compareAdditional = (additional: JsonSchema, reader: ObjectShape, question: Question): readonly Incompatibility[] => {
  const path = otherPropertiesPath(question.path);
  const takes = reader.additional ?? true;
  if (!takesNothing(takes)) return question.ask(additional, takes, path);
  const reason = `may be written in events of ${question.writer}, but consumers of ${question.reader} reject unknown properties.`;
  return [incompatibility(question, 'additional-properties', reason, path)];
};

/** Names that only the reader declares: until now they could hold whatever other properties may hold. */
const compareNewlyDeclared = (
  writer: ObjectShape,
  additional: JsonSchema,
  reader: ObjectShape,
  question: Question,
): readonly Incompatibility[] => {
  const names = [...reader.properties.keys()].filter((name) => !writer.properties.has(name) && !writer.required.has(name));
  return names.flatMap((name) => {
    if (writer.names.some((allowed) => question.accepts(allowed, name) === false)) return [];
    const may = undeclared(writer, additional, name);
    const { schema: takes } = propertyOf(reader, name);
    const path = propertyPath(question.path, name);
    if (takesNothing(may) || takesEverything(takes)) return [];
    const [refused] = question.ask(may, takes, path);
    if (refused === undefined) return [];
    const code = refused.code === 'not-comparable' ? 'not-comparable' : 'additional-properties';
    const reason = `is declared for consumers of ${question.reader}, but events of ${question.writer} may already carry any property, including one of this name: ${refused.reason}`;
    return [incompatibility(question, code, reason, path)];
  });
};

const undeclared = (writer: ObjectShape, additional: JsonSchema, name: string): JsonSchema => {
  const matching = [...writer.patterns].filter(([pattern]) => nameMatches(pattern, name)).map(([, schema]) => schema);
  return matching.length === 0 ? additional : { allOf: matching };
};

const notComparable = (question: Question, why: string): Incompatibility =>
  incompatibility(question, 'not-comparable', `${why} (events of ${question.writer}, consumers of ${question.reader}).`);
