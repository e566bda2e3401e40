import { type Incompatibility, NARROWING } from './incompatibility.ts';
import { longest, takesNothing } from './is-empty.ts';
import { itemPath, itemsPath } from './path.ts';
import { bounded, incompatibility, type Question, written } from './question.ts';
import type { ArrayShape } from './shape.ts';

export const compareArrays = (writer: ArrayShape, reader: ArrayShape, question: Question): readonly Incompatibility[] => [
  ...compareSizes(writer, reader, question),
  ...compareItems(writer, reader, question),
];

const compareSizes = (writer: ArrayShape, reader: ArrayShape, question: Question): readonly Incompatibility[] => {
  const found: Incompatibility[] = [];
  const code = NARROWING.bound[question.direction];
  const [most, mostTaken] = [longest(writer), longest(reader)];
  if (writer.minItems < reader.minItems)
    found.push(incompatibility(question, code, bounded(question, 'minimum number of items', `${writer.minItems}`, `${reader.minItems}`)));
  if (most > mostTaken)
    found.push(
      incompatibility(
        question,
        code,
        bounded(question, 'maximum number of items', Number.isFinite(most) ? `${most}` : undefined, `${mostTaken}`),
      ),
    );
  if (reader.unique && !writer.unique && most > 1)
    found.push(incompatibility(question, code, written(question, 'an array with the same item twice', 'only different items')));
  return found;
};

/** Items that both may have; how many there may be is compared by itself. */
const compareItems = (writer: ArrayShape, reader: ArrayShape, question: Question): readonly Incompatibility[] => {
  const most = Math.min(longest(writer), longest(reader));
  const positions = Math.min(most, Math.max(writer.prefix.length, reader.prefix.length));
  const found: Incompatibility[] = [];
  for (let index = 0; index < positions; index++) {
    const [may, takes] = [writer.prefix[index] ?? writer.items, reader.prefix[index] ?? reader.items];
    found.push(...question.ask(may, takes, itemPath(question.path, index)));
  }
  if (most > positions && !takesNothing(writer.items)) found.push(...question.ask(writer.items, reader.items, itemsPath(question.path)));
  return found;
};
