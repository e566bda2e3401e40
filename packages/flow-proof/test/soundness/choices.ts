import fc from 'fast-check';

/** Makes a choice: a whole number from 0 to `max`. */
export type Choose = (max: number) => number;

/** Choices that are read from a list of numbers, 0 when it ends: shorter lists and smaller numbers make simpler cases when fast-check shrinks. */
export const choices = (length: number): fc.Arbitrary<Choose> =>
  fc.array(fc.nat(1_000), { minLength: 0, maxLength: length, size: 'max' }).map((tape) => {
    let position = 0;
    return (max) => (tape[position++] ?? 0) % (max + 1);
  });

export const maybe = (choose: Choose): boolean => choose(1) === 1;

export const pick = <T>(choose: Choose, options: readonly T[]): T => {
  const index = choose(options.length - 1);
  for (const chosen of options.slice(index, index + 1)) return chosen;
  throw new RangeError('There is nothing to pick from.');
};

/** At least one of them, in their order. */
export const some = <T>(choose: Choose, options: readonly T[]): T[] => {
  const chosen = options.filter(() => maybe(choose));
  return chosen.length > 0 ? chosen : options.slice(0, 1);
};
