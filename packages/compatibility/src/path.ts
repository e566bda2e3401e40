/** `Data.payment.currency`; names that are not plain words stand in brackets: `Data["a.b"]`. */
export const propertyPath = (path: string, name: string): string => {
  if (!/^[\p{L}\p{N}_$-]+$/u.test(name)) return `${path}[${JSON.stringify(name)}]`;
  return path === '' ? name : `${path}.${name}`;
};

/** Every item of an array: `Data.lines[]`. */
export const itemsPath = (path: string): string => `${path}[]`;

/** One item of a tuple: `Data.position[0]`. */
export const itemPath = (path: string, index: number): string => `${path}[${index}]`;

/** Properties that no declaration names: `Data.labels.*`. */
export const otherPropertiesPath = (path: string): string => (path === '' ? '*' : `${path}.*`);
