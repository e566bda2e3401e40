import { type Placeholders, placeholders } from './placeholders.ts';

type Fields = Readonly<Record<string, unknown>>;

/** One change to an attribute, marked so that it differs from a plain value. */
interface Operation {
  readonly _type: string;
  readonly payload?: unknown;
  readonly by?: number;
  readonly index?: number;
}

/** `operations` of `@aws-appsync/utils/dynamodb`. */
export const updateOperations = {
  add: (payload: unknown): Operation => ({ _type: 'add', payload }),
  remove: (): Operation => ({ _type: 'remove' }),
  replace: (payload: unknown): Operation => ({ _type: 'replace', payload }),
  increment: (by = 1): Operation => ({ _type: 'increment', by }),
  decrement: (by = 1): Operation => ({ _type: 'decrement', by }),
  append: (payload: unknown): Operation => ({ _type: 'append', payload }),
  prepend: (payload: unknown): Operation => ({ _type: 'prepend', payload }),
  updateListItem: (payload: unknown, index: number): Operation => ({ _type: 'updateListItem', payload, index }),
};

interface Clauses {
  readonly set: string[];
  readonly remove: string[];
}

/** Writes an object of changes as an update expression. A plain value replaces the attribute; a plain object changes its members. */
export const updateExpression = (update: Fields): Fields => {
  const given = placeholders();
  const clauses: Clauses = { set: [], remove: [] };
  for (const [name, value] of Object.entries(update)) change(name, value, clauses, given);
  const parts = [
    ...(clauses.set.length === 0 ? [] : [`SET ${clauses.set.join(', ')}`]),
    ...(clauses.remove.length === 0 ? [] : [`REMOVE ${clauses.remove.join(', ')}`]),
  ];
  const values = Object.keys(given.values).length === 0 ? {} : { expressionValues: given.values };
  return { expression: parts.join(' '), expressionNames: given.names, ...values };
};

const change = (path: string, value: unknown, clauses: Clauses, given: Placeholders): void => {
  if (value === undefined) return;
  if (Array.isArray(value) && value.some(isOperation)) {
    for (const one of value as readonly unknown[]) change(path, one, clauses, given);
    return;
  }
  if (isOperation(value)) operate(path, value, clauses, given);
  else if (isMembers(value)) for (const [name, member] of Object.entries(value)) change(`${path}.${name}`, member, clauses, given);
  else clauses.set.push(`${given.name(path)} = ${given.value(path, value)}`);
};

const operate = (path: string, { _type, payload, by = 1, index = 0 }: Operation, { set, remove }: Clauses, given: Placeholders): void => {
  const name = given.name(path);
  const value = (one: unknown): string => given.value(path, one);
  const list = (): string => `if_not_exists(${name}, ${given.value(`${path}_empty`, [])})`;
  switch (_type) {
    case 'remove':
      remove.push(name);
      return;
    case 'increment':
    case 'decrement':
      set.push(`${name} = if_not_exists(${name}, ${given.value(`${path}_zero`, 0)}) ${_type === 'increment' ? '+' : '-'} ${value(by)}`);
      return;
    case 'append':
      set.push(`${name} = list_append(${list()}, ${value(payload)})`);
      return;
    case 'prepend':
      set.push(`${name} = list_append(${value(payload)}, ${list()})`);
      return;
    case 'updateListItem':
      set.push(`${name}[${Number(index)}] = ${value(payload)}`);
      return;
    default:
      set.push(`${name} = ${value(payload)}`);
  }
};

const isOperation = (value: unknown): value is Operation => isFields(value) && typeof value['_type'] === 'string';

/** A typed set is a value. */
const isMembers = (value: unknown): value is Fields =>
  isFields(value) && !(Object.keys(value).length === 1 && ['SS', 'NS', 'BS'].some((name) => Array.isArray(value[name])));

const isFields = (value: unknown): value is Fields => typeof value === 'object' && value !== null && !Array.isArray(value);
