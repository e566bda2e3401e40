import type { RawPath } from './dynalite.ts';
import { type Problems, pathText } from './expression-names.ts';
import type { Token, TokenReader } from './expression-tokens.ts';

/** Reads `{ [position] | .name }` after the path's head. */
export const parsePathTail = (reader: TokenReader, attributeOf: (token: Token) => string): RawPath => {
  const tail: RawPath = [];
  for (;;) {
    if (reader.skipSymbol('[')) {
      if (reader.next.kind !== 'number') throw reader.syntaxError();
      tail.push(Number(reader.take().text));
      reader.expectSymbol(']');
    } else if (reader.skipSymbol('.')) {
      if (!isPathName(reader.next)) throw reader.syntaxError();
      tail.push(attributeOf(reader.take()));
    } else return tail;
  }
};

/** Reads a whole path. */
export const parsePath = (reader: TokenReader, attributeOf: (token: Token) => string): RawPath => {
  if (!isPathName(reader.next)) throw reader.syntaxError();
  const head = attributeOf(reader.take());
  return [head, ...parsePathTail(reader, attributeOf)];
};

/** Paths of which none may be a part of another. */
export class DistinctPaths {
  readonly paths: RawPath[] = [];
  readonly #problems: PathProblems;

  constructor(problems: PathProblems) {
    this.#problems = problems;
  }

  add(path: RawPath): void {
    for (const other of this.paths) {
      if (this.#problems.has('pathOverlap')) return;
      this.#compare(other, path);
    }
    if (!this.#problems.has('pathOverlap')) this.paths.push(path);
  }

  #compare(one: RawPath, two: RawPath): void {
    const depth = Math.min(one.length, two.length);
    for (let i = 0; i < depth; i += 1) {
      if (typeof one[i] !== typeof two[i]) {
        this.#problems.note('pathConflict', `Two document paths conflict with each other; ${rewrite(one, two)}`);
        return;
      }
      if (one[i] !== two[i]) return;
    }
    this.#problems.note('pathOverlap', `Two document paths overlap with each other; ${rewrite(one, two)}`);
  }
}

type PathProblems = Pick<Problems<'pathOverlap' | 'pathConflict'>, 'note' | 'has'>;

/** The attributes of which `paths` name a part. */
export const nestedPathsOf = (paths: readonly RawPath[]): Record<string, true> =>
  Object.fromEntries(paths.filter(({ length }) => length > 1).map(([head]) => [String(head), true]));

const rewrite = (one: RawPath, two: RawPath): string =>
  `must remove or rewrite one of these paths; path one: ${pathText(one)}, path two: ${pathText(two)}`;

const isPathName = ({ kind }: Token): boolean => kind === 'word' || kind === 'name';
