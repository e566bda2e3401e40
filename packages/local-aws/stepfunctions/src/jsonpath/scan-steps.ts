const NAME = /^\.([^.[\]()'"`^~*?@,:\s]+)/u;
const INDEX = /^\[\s*(-?\d+)\s*\]/;
const QUOTED = /^\[\s*(?:'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)")\s*\]/;
/** Wildcards, slices, unions and descents: each may match several values. */
const SEVERAL = [
  /^\.\*/,
  /^\[\s*\*\s*\]/,
  /^\[\s*-?\d*\s*:\s*-?\d*\s*(?::\s*-?\d*\s*)?\]/,
  /^\[\s*(?:-?\d+\s*,\s*)+-?\d+\s*\]/,
  /^\[\s*(?:'(?:[^'\\]|\\.)*'\s*,\s*)+'(?:[^'\\]|\\.)*'\s*\]/,
  /^\.\.(?:\*|[^.[\]()'"`^~*?@,:\s]+)/u,
  /^\.\.(?=\[)/,
];

/** The names and indexes of a path from `start` on, or `undefined` if it may match several values. Throws when it is not a path. */
export const scanSteps = (text: string, start: number): readonly (string | number)[] | undefined => {
  const steps: (string | number)[] = [];
  let definite = true;
  for (let at = start; at < text.length; ) {
    const rest = text.slice(at);
    const one = oneStep(rest);
    if (one !== undefined) {
      steps.push(one.step);
      at += one.length;
      continue;
    }
    definite = false;
    const length = SEVERAL.map((kind) => kind.exec(rest)?.[0].length ?? 0).find((found) => found > 0) ?? filterLength(rest);
    if (length === 0) throw new Error(`The path '${text}' cannot be read from '${rest}' on.`);
    at += length;
  }
  return definite ? steps : undefined;
};

const oneStep = (rest: string): { readonly step: string | number; readonly length: number } | undefined => {
  const name = NAME.exec(rest);
  // A name followed by a bracket is a function such as length(), which AWS does not document.
  if (name?.[1] !== undefined && rest[name[0].length] !== '(') return { step: name[1], length: name[0].length };
  const index = INDEX.exec(rest);
  if (index?.[1] !== undefined) return { step: Number(index[1]), length: index[0].length };
  const quoted = QUOTED.exec(rest);
  if (quoted === null) return undefined;
  return { step: (quoted[1] ?? quoted[2] ?? '').replace(/\\(.)/g, '$1'), length: quoted[0].length };
};

/** The length of `[?( ... )]` at the beginning, including its brackets and quotes; 0 if there is none. */
const filterLength = (rest: string): number => {
  if (!/^\[\s*\?\s*\(/.test(rest)) return 0;
  let depth = 0;
  let quote = '';
  for (let at = 0; at < rest.length; at += 1) {
    const character = rest[at] ?? '';
    if (quote !== '') {
      if (character === '\\') at += 1;
      else if (character === quote) quote = '';
    } else if (character === "'" || character === '"') quote = character;
    else if (character === '[' || character === '(') depth += 1;
    else if (character === ']' || character === ')') {
      depth -= 1;
      if (depth === 0) return at + 1;
    }
  }
  return 0;
};
