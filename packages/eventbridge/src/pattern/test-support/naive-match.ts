import { fits } from './naive-fits.ts';
import { type Json, readJson } from './read-json.ts';

/**
 * Event matching written directly from the specification, without regard to speed: it tries all ways to choose one leaf for each
 * field. The index must return the same result. Patterns must be valid.
 */
export const naiveMatch = (pattern: string, event: string): boolean => {
  const leaves = leavesOf(readJson(event));
  return alternativesOf(readJson(pattern)).some((fields) => {
    const paths = [...fields.keys()].sort();
    return choose(paths, new Map());

    function choose([path, ...later]: readonly string[], elements: Elements): boolean {
      if (path === undefined) return true;
      const reachable = leaves.filter((leaf) => leaf.path === path && agree(leaf.elements, elements));
      return (fields.get(path) ?? []).some((matcher) => {
        if (isAbsent(matcher)) return reachable.length === 0 && choose(later, elements);
        return reachable
          .filter(({ value }) => fits(matcher, value))
          .some((leaf) => choose(later, new Map([...elements, ...leaf.elements])));
      });
    }
  });
};

/** Index of the element, by number of the array. */
type Elements = ReadonlyMap<number, number>;

interface NaiveLeaf {
  readonly path: string;
  readonly value: Json;
  readonly elements: Elements;
}

const agree = (some: Elements, others: Elements): boolean => [...some].every(([array, index]) => (others.get(array) ?? index) === index);

const isAbsent = (matcher: Json): boolean =>
  matcher.type === 'object' && matcher.members.some(([operator, operand]) => operator === 'exists' && isText(operand, 'false'));

const isText = (value: Json, text: string): boolean => 'text' in value && value.text === text;

const leavesOf = (event: Json): readonly NaiveLeaf[] => {
  const leaves: NaiveLeaf[] = [];
  let arrays = 0;
  const walk = (value: Json, steps: readonly string[], elements: Elements): void => {
    if (value.type === 'object') for (const [key, member] of value.members) walk(member, [...steps, key], elements);
    else if (value.type === 'array') {
      const array = arrays++;
      value.items.forEach((item, index) => {
        const compound = item.type === 'object' || item.type === 'array';
        walk(item, steps, compound ? new Map([...elements, [array, index]]) : elements);
      });
    } else leaves.push({ path: steps.join('.'), value, elements });
  };
  walk(event, [], new Map());
  return leaves;
};

type Fields = ReadonlyMap<string, readonly Json[]>;

const alternativesOf = (pattern: Json): readonly Fields[] => {
  const extend = (before: readonly Fields[], object: Json, steps: readonly string[]): readonly Fields[] => {
    if (object.type !== 'object') throw new Error('not an object');
    return object.members.reduce((fields, [key, member]) => {
      if (key === '$or' && member.type === 'array') return member.items.flatMap((item) => extend(fields, item, steps));
      if (member.type === 'object') return extend(fields, member, [...steps, key]);
      if (member.type !== 'array') throw new Error('neither object nor array');
      return fields.map((alternative) => new Map([...alternative, [[...steps, key].join('.'), member.items]]));
    }, before);
  };
  return extend([new Map()], pattern, []);
};
