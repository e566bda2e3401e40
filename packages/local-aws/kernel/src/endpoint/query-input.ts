/** The parameters of an operation over the query protocol, whose names are paths such as `Attributes.entry.1.key`. */
export interface QueryInput {
  text(name: string): string | undefined;
  /** A list of strings, `name.member.N`. */
  texts(name: string): readonly string[];
  /** A list of structures, `name.member.N.*`. */
  list(name: string): readonly QueryInput[];
  /** A map of strings, `name.entry.N.key` and `.value`. */
  map(name: string): Readonly<Record<string, string>>;
  /** A map of structures, `name.entry.N.Name` and `.Value.*`. */
  structures(name: string): readonly (readonly [name: string, value: QueryInput])[];
}

/** Reads a form. For a repeated parameter, the first value counts. */
export const readQueryInput = (form: URLSearchParams, prefix = ''): QueryInput => {
  const text: QueryInput['text'] = (name) => form.get(`${prefix}${name}`) ?? undefined;
  const numbers = (name: string): readonly number[] => {
    const start = `${prefix}${name}.`;
    const found = new Set<number>();
    for (const key of form.keys()) if (key.startsWith(start)) found.add(Number.parseInt(key.slice(start.length), 10));
    return [...found].filter(Number.isInteger).sort((a, b) => a - b);
  };
  return {
    text,
    texts: (name) => numbers(`${name}.member`).flatMap((n) => text(`${name}.member.${n}`) ?? []),
    list: (name) => numbers(`${name}.member`).map((n) => readQueryInput(form, `${prefix}${name}.member.${n}.`)),
    map: (name) =>
      Object.fromEntries(
        numbers(`${name}.entry`).map((n) => [text(`${name}.entry.${n}.key`) ?? '', text(`${name}.entry.${n}.value`) ?? '']),
      ),
    structures: (name) =>
      numbers(`${name}.entry`).map((n) => [
        text(`${name}.entry.${n}.Name`) ?? '',
        readQueryInput(form, `${prefix}${name}.entry.${n}.Value.`),
      ]),
  };
};
