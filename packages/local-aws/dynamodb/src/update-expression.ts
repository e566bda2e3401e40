import { type AttributeValue, type Item, setMembers, typeOf } from './attribute-value.ts';
import { minus, plus } from './decimal.ts';
import { type DocumentPath, valueAt } from './document-path.ts';
import { validationError } from './errors.ts';

/** A parsed update expression; like a `Condition` it names the request's values. */
export interface UpdateExpression {
  readonly actions: readonly UpdateAction[];
  /** Every path written, for `UPDATED_OLD` and `UPDATED_NEW`. */
  readonly paths: readonly DocumentPath[];
  readonly nestedHeads: ReadonlySet<string>;
}

export interface UpdateAction {
  readonly kind: 'set' | 'remove' | 'add' | 'delete';
  readonly path: DocumentPath;
  /** Absent for `remove`. */
  readonly value?: UpdateValue;
  /** The type of the value, if the expression determines it. */
  readonly valueType?: string;
}

export type UpdateValue =
  | { readonly kind: 'path'; readonly path: DocumentPath }
  | { readonly kind: 'value'; readonly name: string }
  | { readonly kind: 'add' | 'subtract' | 'if_not_exists' | 'list_append'; readonly operands: readonly [UpdateValue, UpdateValue] };

/**
 * The item after the update. Every right-hand side sees the original item; list positions are those before the update, so
 * `REMOVE l[0], l[1]` removes the first two.
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Expressions.UpdateExpressions.html
 */
export const applyUpdate = (old: Item, update: UpdateExpression, values: Item): Item => {
  const item = structuredClone(old);
  const resolved = update.actions.map((action) => action.value && resolve(action.value, old, values));
  const openLists = new Set<(AttributeValue | undefined)[]>();
  update.actions.forEach((action, i) => {
    const place = placeOf(item, action.path, openLists);
    const current = place.get();
    const operand = resolved[i];
    if (action.kind === 'remove' || operand === undefined) place.set(undefined);
    else if (action.kind === 'set') place.set(structuredClone(operand));
    else place.set(action.kind === 'add' ? added(current, operand) : withoutMembers(current, operand));
  });
  for (const list of openLists) list.splice(0, list.length, ...list.filter((value) => value !== undefined));
  return item;
};

interface Place {
  get(): AttributeValue | undefined;
  /** `undefined` removes. */
  set(value: AttributeValue | undefined): void;
}

/** List elements leave a hole until the end, so that positions hold during the update. */
const placeOf = (item: Item, path: DocumentPath, openLists: Set<(AttributeValue | undefined)[]>): Place => {
  const parent = valueAt(item, path.slice(0, -1));
  const last = path.at(-1);
  if (parent !== undefined && 'M' in parent && typeof last === 'string') {
    return {
      get: () => (Object.hasOwn(parent.M, last) ? parent.M[last] : undefined),
      set: (value) => {
        if (value === undefined) delete parent.M[last];
        else parent.M[last] = value;
      },
    };
  }
  if (parent !== undefined && 'L' in parent && typeof last === 'number') {
    const list: (AttributeValue | undefined)[] = parent.L;
    openLists.add(list);
    return {
      get: () => list[last],
      set: (value) => {
        if (value !== undefined || last < list.length) list[last] = value;
      },
    };
  }
  throw validationError('The document path provided in the update expression is invalid for update');
};

const resolve = (value: UpdateValue, item: Item, values: Item): AttributeValue => {
  if (value.kind === 'value') return values[value.name] as AttributeValue;
  if (value.kind === 'path') {
    const found = valueAt(item, value.path);
    if (found === undefined) throw validationError('The provided expression refers to an attribute that does not exist in the item');
    return found;
  }
  const [first, second] = value.operands;
  if (value.kind === 'if_not_exists') {
    return (first.kind === 'path' ? valueAt(item, first.path) : undefined) ?? resolve(second, item, values);
  }
  const left = resolve(first, item, values);
  const right = resolve(second, item, values);
  if (value.kind === 'list_append') {
    if ('L' in left && 'L' in right) return { L: [...left.L, ...right.L] };
  } else if ('N' in left && 'N' in right) {
    return { N: value.kind === 'add' ? plus(left.N, right.N) : minus(left.N, right.N) };
  }
  throw wrongType();
};

const added = (current: AttributeValue | undefined, operand: AttributeValue): AttributeValue => {
  if (current === undefined) return structuredClone(operand);
  if ('N' in current && 'N' in operand) return { N: plus(current.N, operand.N) };
  const members = setMembersOfSameType(current, operand);
  return setOf(operand, [...members.current, ...members.operand.filter((member) => !members.current.includes(member))]);
};

const withoutMembers = (current: AttributeValue | undefined, operand: AttributeValue): AttributeValue | undefined => {
  if (current === undefined) return undefined;
  const members = setMembersOfSameType(current, operand);
  const left = members.current.filter((member) => !members.operand.includes(member));
  return left.length === 0 ? undefined : setOf(operand, left);
};

const setMembersOfSameType = (current: AttributeValue, operand: AttributeValue): { current: string[]; operand: string[] } => {
  const currentMembers = setMembers(current);
  const operandMembers = setMembers(operand);
  if (currentMembers === undefined || operandMembers === undefined || typeOf(current) !== typeOf(operand)) throw wrongType();
  return { current: currentMembers, operand: operandMembers };
};

const setOf = (like: AttributeValue, members: string[]): AttributeValue => ({ [typeOf(like)]: members }) as AttributeValue;

const wrongType = (): Error => validationError('An operand in the update expression has an incorrect data type');
