import type { ArrayElement } from './leaf.ts';
import type { Requirement } from './requirement.ts';

/**
 * Whether leaves can be chosen for all requirements so that no two of them come from different elements of one array.
 * The search visits fields in the order of their paths. The order determines where a field must be missing: from the
 * elements chosen so far, not from those chosen later.
 *
 * @param requirements in the order of their paths, their outcome for the present event asked for.
 * @see https://github.com/aws/event-ruler#and-and-or-relationship-among-fields-with-ruler ("array consistency")
 */
export const consistentChoice = (requirements: readonly Requirement[], event: number): boolean => {
  let choices: readonly Choice[] = [NOTHING_CHOSEN];
  const numbers = new Map<ArrayElement, number>();
  requirements.forEach((requirement, index) => {
    const later = arraysOf(requirements.slice(index + 1), event);
    const next = new Map<string, Choice>();
    for (const choice of choices) {
      for (const extended of extensions(choice, requirement, event)) {
        const relevant = later.size === 0 ? NOTHING_CHOSEN : restricted(extended, later);
        next.set(nameOf(relevant, numbers), relevant);
      }
    }
    choices = [...next.values()];
  });
  return choices.length > 0;
};

/** The element chosen of each array. */
type Choice = ReadonlyMap<object, ArrayElement>;

const NOTHING_CHOSEN: Choice = new Map();

function* extensions(choice: Choice, { absent, elements, field }: Requirement, event: number): Generator<Choice> {
  if (field.event !== event) {
    if (absent) yield choice;
    return;
  }
  for (const element of elements) {
    if (agrees(choice, element)) yield withElement(choice, element);
  }
  if (absent && !field.leaves.some(({ element }) => agrees(choice, element))) yield choice;
}

const agrees = (choice: Choice, element: ArrayElement | undefined): boolean => {
  for (let at = element; at !== undefined; at = at.outer) {
    const chosen = choice.get(at.array);
    if (chosen !== undefined && chosen !== at) return false;
  }
  return true;
};

const withElement = (choice: Choice, element: ArrayElement | undefined): Choice => {
  if (element === undefined) return choice;
  const result = new Map(choice);
  for (let at: ArrayElement | undefined = element; at !== undefined; at = at.outer) result.set(at.array, at);
  return result;
};

/** Drops the arrays that contain no later field, so that choices that differ only in them become one. */
const arraysOf = (requirements: readonly Requirement[], event: number): ReadonlySet<object> => {
  const arrays = new Set<object>();
  for (const { field } of requirements) {
    if (field.event !== event) continue;
    for (const leaf of field.leaves) {
      for (let at = leaf.element; at !== undefined && !arrays.has(at.array); at = at.outer) arrays.add(at.array);
    }
  }
  return arrays;
};

const restricted = (choice: Choice, arrays: ReadonlySet<object>): Choice => new Map([...choice].filter(([array]) => arrays.has(array)));

/** A string that only equal choices share. */
const nameOf = (choice: Choice, numbers: Map<ArrayElement, number>): string =>
  [...choice.values()]
    .map((element) => {
      const number = numbers.get(element) ?? numbers.size;
      numbers.set(element, number);
      return number;
    })
    .sort((a, b) => a - b)
    .join();
