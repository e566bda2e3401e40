import type { Incompatibility } from './incompatibility.ts';
import type { JsonSchema } from './json-schema.ts';
import { incompatibility, type Question } from './question.ts';
import { listTexts } from './wording.ts';

/** Units and meanings may be added to what had none; changing or removing one changes what the same number says. */
export const compareAnnotations = (writer: JsonSchema, reader: JsonSchema, question: Question): readonly Incompatibility[] => {
  const [older, newer] = question.direction === 'backward' ? [writer, reader] : [reader, writer];
  return ANNOTATIONS.flatMap(({ keyword, code, name }) => {
    const [was, is] = [annotationsOf(older, keyword), annotationsOf(newer, keyword)];
    if (was.size === 0 || (was.size === is.size && [...was].every((text) => is.has(text)))) return [];
    const now = is.size === 0 ? `no longer has a ${name}` : `now has the ${name} ${quoted(is)}`;
    return [incompatibility(question, code, `had the ${name} ${quoted(was)} and ${now}.`)];
  });
};

const ANNOTATIONS = [
  { keyword: 'x-unit', code: 'unit-changed', name: 'unit' },
  { keyword: 'x-meaning', code: 'meaning-changed', name: 'meaning' },
] as const;

/** What a place in the event says of itself, wherever in its unions it says so: making it nullable moves the annotation one level down. */
const annotationsOf = (schema: JsonSchema, keyword: (typeof ANNOTATIONS)[number]['keyword']): ReadonlySet<string> => {
  if (typeof schema === 'boolean') return new Set();
  const own = schema[keyword];
  const parts = [...(schema.allOf ?? []), ...(schema.anyOf ?? []), ...(schema.oneOf ?? [])];
  const inner = parts.flatMap((part) => [...annotationsOf(part, keyword)]);
  return new Set(own === undefined ? inner : [own, ...inner]);
};

const quoted = (texts: ReadonlySet<string>): string =>
  listTexts(
    [...texts].sort().map((text) => JSON.stringify(text)),
    'and',
  );
