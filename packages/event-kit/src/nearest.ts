/** The known name that a misspelt one probably means; `undefined` when none is near. */
export const nearest = (name: string, known: readonly string[]): string | undefined => {
  const [best] = known.map((one) => ({ one, distance: distance(name, one) })).toSorted((a, b) => a.distance - b.distance);
  return best !== undefined && best.distance <= Math.max(2, Math.floor(name.length / 3)) ? best.one : undefined;
};

/** The number of letters to add, drop or replace, https://en.wikipedia.org/wiki/Levenshtein_distance */
const distance = (from: string, to: string): number => {
  let row = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (const [index, letter] of [...from].entries()) {
    const next = [index + 1];
    for (const [column, other] of [...to].entries()) {
      next.push(Math.min((next[column] ?? 0) + 1, (row[column + 1] ?? 0) + 1, (row[column] ?? 0) + (letter === other ? 0 : 1)));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
};
