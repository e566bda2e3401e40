import { type Incompatibility, NARROWING } from './incompatibility.ts';
import { bounded, incompatibility, type Question } from './question.ts';
import type { StringShape } from './shape.ts';
import { listTexts } from './wording.ts';

export const compareStrings = (writer: StringShape, reader: StringShape, question: Question): readonly Incompatibility[] => {
  const formats = compareFormats(writer, reader, question);
  // Zod adds a pattern to most formats: reports one change once.
  const patterns = formats.length > 0 ? [] : comparePatterns(writer, reader, question);
  return [...compareLengths(writer, reader, question), ...formats, ...patterns];
};

const compareLengths = (writer: StringShape, reader: StringShape, question: Question): readonly Incompatibility[] => {
  const found: Incompatibility[] = [];
  const code = NARROWING.bound[question.direction];
  const { minLength, maxLength } = writer;
  if (minLength < reader.minLength)
    found.push(incompatibility(question, code, bounded(question, 'minimum length', `${minLength}`, `${reader.minLength}`)));
  if (maxLength > reader.maxLength)
    found.push(
      incompatibility(
        question,
        code,
        bounded(question, 'maximum length', Number.isFinite(maxLength) ? `${maxLength}` : undefined, `${reader.maxLength}`),
      ),
    );
  return found;
};

const compareFormats = (writer: StringShape, reader: StringShape, question: Question): readonly Incompatibility[] => {
  const missing = reader.formats.filter((format) => !writer.formats.includes(format));
  if (missing.length === 0) return [];
  return [
    incompatibility(
      question,
      'format-changed',
      bounded(question, 'format', listTexts(writer.formats, 'and') || undefined, listTexts(missing, 'and')),
    ),
  ];
};

/** Whether one regular expression's language lies inside another's is not decided here: only the same expression is certain. */
const comparePatterns = (writer: StringShape, reader: StringShape, question: Question): readonly Incompatibility[] => {
  const missing = reader.patterns.filter((pattern) => !writer.patterns.includes(pattern));
  if (missing.length === 0) return [];
  const has = writer.patterns.length === 0 ? undefined : listPatterns(writer.patterns);
  const reason = bounded(question, 'pattern', has, listPatterns(missing));
  if (has === undefined) return [incompatibility(question, 'pattern-changed', reason)];
  return [incompatibility(question, 'not-comparable', `${reason} Whether one pattern accepts every string of the other is undecided.`)];
};

/** Zod's patterns of dates run to hundreds of characters; they differ at the ends, if a reader can tell at all. */
const SHOWN_MAX = 80;

const listPatterns = (patterns: readonly string[]): string =>
  listTexts(
    patterns.map((pattern) =>
      pattern.length <= SHOWN_MAX ? pattern : `${pattern.slice(0, SHOWN_MAX / 2)}…${pattern.slice(-SHOWN_MAX / 2)}`,
    ),
    'and',
  );
