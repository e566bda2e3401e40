import type { Resource, TerraformValue } from '@plumbline/topology';

type Fields = Readonly<Record<string, TerraformValue>>;

/** Reads a resource's attributes with the types of the provider's schema; a value of another type is an error that names the attribute. */
export interface Values {
  /** Whether the configuration gives the attribute. */
  has(name: string): boolean;
  text(name: string): string;
  optionalText(name: string): string | undefined;
  number(name: string, fallback: number): number;
  optionalNumber(name: string): number | undefined;
  flag(name: string, fallback: boolean): boolean;
  /** A JSON document in a string, such as a policy. */
  json<T>(name: string): T;
  texts(name: string): readonly string[];
  /** Nested blocks: CDKTF writes one block as an object and several as a list. */
  blocks(name: string): readonly Values[];
  block(name: string): Values | undefined;
  map(name: string): Readonly<Record<string, string>>;
}

export const valuesOf = (resource: Resource): Values => read(resource.address, resource.values);

const read = (address: string, fields: Fields): Values => {
  const wrong = (name: string, wanted: string): Error =>
    new Error(`${address}: the attribute ${name} should be ${wanted}, but is ${JSON.stringify(fields[name])}.`);
  const value = (name: string): TerraformValue | undefined => fields[name] ?? undefined;
  const optionalText: Values['optionalText'] = (name) => {
    const given = value(name);
    if (given === undefined || typeof given === 'string') return given;
    throw wrong(name, 'a string');
  };
  const text: Values['text'] = (name) => {
    const given = optionalText(name);
    if (given === undefined) throw wrong(name, 'a string');
    return given;
  };
  const optionalNumber: Values['optionalNumber'] = (name) => {
    const given = value(name);
    if (given === undefined || typeof given === 'number') return given;
    throw wrong(name, 'a number');
  };
  const blocks: Values['blocks'] = (name) => {
    const given = value(name);
    if (given === undefined) return [];
    const list = Array.isArray(given) ? (given as readonly TerraformValue[]) : [given];
    if (!list.every(isFields)) throw wrong(name, 'a block');
    return list.map((block, index) => read(`${address}.${name}[${index}]`, block));
  };
  return {
    has: (name) => !isEmpty(value(name)),
    text,
    optionalText,
    optionalNumber,
    blocks,
    number: (name, fallback) => optionalNumber(name) ?? fallback,
    flag: (name, fallback) => {
      const given = value(name) ?? fallback;
      if (typeof given === 'boolean') return given;
      throw wrong(name, 'true or false');
    },
    json: <T>(name: string): T => {
      try {
        return JSON.parse(text(name)) as T;
      } catch {
        throw wrong(name, 'a JSON document');
      }
    },
    texts: (name) => {
      const given = value(name) ?? [];
      if (!Array.isArray(given)) throw wrong(name, 'a list');
      return (given as readonly TerraformValue[]).map(String);
    },
    block: (name) => blocks(name)[0],
    map: (name) => {
      const given = value(name) ?? {};
      if (!isFields(given)) throw wrong(name, 'a map');
      return Object.fromEntries(Object.entries(given).map(([key, item]) => [key, String(item)]));
    },
  };
};

const isEmpty = (value: TerraformValue | undefined): boolean => value === undefined || (Array.isArray(value) && value.length === 0);

const isFields = (value: TerraformValue): value is Fields => typeof value === 'object' && value !== null && !Array.isArray(value);
