/** The supported members of a request, by the path of their object; the path of the request itself is empty. */
export type KnownMembers = Readonly<Record<string, readonly string[]>>;

/**
 * The first member of a request that local-aws does not support, with its path: ignoring it would change the outcome. An object whose path
 * is not listed is free, and so are its members; the members of a list's objects have the list's path.
 */
export const unsupportedMember = (shape: object, known: KnownMembers, path = ''): string | undefined => {
  const names = known[path];
  if (names === undefined) return undefined;
  for (const [name, value] of Object.entries(shape)) {
    if (value === undefined || value === null) continue;
    const at = path === '' ? name : `${path}.${name}`;
    if (!names.includes(name)) return at;
    for (const one of Array.isArray(value) ? (value as unknown[]) : [value as unknown]) {
      const inner = typeof one === 'object' && one !== null ? unsupportedMember(one, known, at) : undefined;
      if (inner !== undefined) return inner;
    }
  }
  return undefined;
};
