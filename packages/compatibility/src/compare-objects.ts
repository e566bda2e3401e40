import { isClosed } from './closed.ts';
import { compareOtherProperties } from './compare-other-properties.ts';
import { type Incompatibility, NARROWING } from './incompatibility.ts';
import { takesNothing } from './is-empty.ts';
import { propertyOf } from './object-shape.ts';
import { propertyPath } from './path.ts';
import { bounded, incompatibility, type Question } from './question.ts';
import { takesEverything } from './same-schema.ts';
import type { ObjectShape } from './shape.ts';

export const compareObjects = (writer: ObjectShape, reader: ObjectShape, question: Question): readonly Incompatibility[] => [
  ...compareRequired(writer, reader, question),
  ...[...writtenNames(writer)].flatMap((name) => compareProperty(name, writer, reader, question)),
  ...compareOtherProperties(writer, reader, question),
  ...compareCounts(writer, reader, question),
];

/** A property that is required but described nowhere is written all the same. */
const writtenNames = (writer: ObjectShape): ReadonlySet<string> => new Set([...writer.properties.keys(), ...writer.required]);

const compareRequired = (writer: ObjectShape, reader: ObjectShape, question: Question): readonly Incompatibility[] => {
  const { direction, path, writer: from, reader: to } = question;
  return [...reader.required]
    .filter((name) => !writer.required.has(name))
    .map((name) => {
      const reason = `may be missing in events of ${from}, but consumers of ${to} require it.`;
      return incompatibility(question, NARROWING.required[direction], reason, propertyPath(path, name));
    });
};

const compareProperty = (name: string, writer: ObjectShape, reader: ObjectShape, question: Question): readonly Incompatibility[] => {
  const path = propertyPath(question.path, name);
  const { schema: may } = propertyOf(writer, name);
  const { schema: takes, declared } = propertyOf(reader, name);
  if (takesNothing(may)) return [];
  if (reader.names.some((names) => question.accepts(names, name) !== true)) {
    const reason = `may be written in events of ${question.writer}, but consumers of ${question.reader} reject its name.`;
    return [incompatibility(question, 'additional-properties', reason, path)];
  }
  if (declared) return question.ask(may, takes, path);
  if (takesEverything(takes)) return [];
  if (!takesNothing(takes)) return question.ask(may, takes, path);
  const reason = `may be written in events of ${question.writer}, but consumers of ${question.reader} do not know it and reject unknown properties.`;
  return [incompatibility(question, 'additional-properties', reason, path)];
};

const compareCounts = (writer: ObjectShape, reader: ObjectShape, question: Question): readonly Incompatibility[] => {
  const found: Incompatibility[] = [];
  const code = NARROWING.bound[question.direction];
  const least = Math.max(writer.minProperties, writer.required.size);
  const most = Math.min(writer.maxProperties, propertiesMax(writer));
  if (least < reader.minProperties)
    found.push(incompatibility(question, code, bounded(question, 'minimum number of properties', `${least}`, `${reader.minProperties}`)));
  if (most > reader.maxProperties)
    found.push(
      incompatibility(
        question,
        code,
        bounded(question, 'maximum number of properties', Number.isFinite(most) ? `${most}` : undefined, `${reader.maxProperties}`),
      ),
    );
  return found;
};

const propertiesMax = (shape: ObjectShape): number => {
  const closed = isClosed(shape) || (shape.additional !== undefined && takesNothing(shape.additional));
  if (!closed || shape.patterns.size > 0) return Infinity;
  return [...writtenNames(shape)].filter((name) => !takesNothing(propertyOf(shape, name).schema)).length;
};
