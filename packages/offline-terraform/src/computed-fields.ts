import type { AnyNode, ClassDeclaration, Expression, Statement } from 'acorn';
import { memberName } from './configurable-fields.ts';
import type { CtyType } from './schema.ts';

/** A field that has a getter: its type is known, or is a struct to be looked up. */
export type ReadableField = { readonly name: string } & (
  | { readonly type: CtyType }
  | { readonly struct: string; readonly collection: 'list' | 'set' | 'map' | 'object' }
);

/**
 * Every field that the getters of a generated class read, configurable ones among them. What is left after taking those away is
 * what only the provider can tell: `arn`, `invoke_arn`, `stream_label`.
 */
export const readableFields = (declaration: ClassDeclaration): readonly ReadableField[] => {
  const structs = structFields(declaration);
  return declaration.body.body.flatMap((member) => {
    if (member.type !== 'MethodDefinition' || member.kind !== 'get' || member.static) return [];
    const returned = member.value.body.body.find((statement) => statement.type === 'ReturnStatement')?.argument;
    const field = returned ? (structs.get(memberName(returned) ?? '') ?? attributeField(returned)) : undefined;
    return field === undefined ? [] : [field];
  });
};

/** The body of a method of a class. */
export const statements = (
  declaration: ClassDeclaration,
  name: string,
  kind: 'constructor' | 'method' = 'method',
): readonly Statement[] | undefined => {
  for (const member of declaration.body.body) {
    if (member.type !== 'MethodDefinition' || member.kind !== kind || member.static) continue;
    if (member.key.type === 'Identifier' && member.key.name === name) return member.value.body.body;
  }
  return undefined;
};

const GETTERS: Readonly<Record<string, CtyType>> = {
  getStringAttribute: 'string',
  getNumberAttribute: 'number',
  getBooleanAttribute: 'bool',
  getListAttribute: ['list', 'string'],
  getNumberListAttribute: ['list', 'number'],
  getStringMapAttribute: ['map', 'string'],
  getNumberMapAttribute: ['map', 'number'],
  getBooleanMapAttribute: ['map', 'bool'],
  getAnyMapAttribute: ['map', 'dynamic'],
  interpolationForAttribute: 'dynamic',
};

/** `this.getStringAttribute('arn')`; `cdktf.Fn.tolist(this.getListAttribute('ids'))` reads a set. */
const attributeField = (returned: Expression): ReadableField | undefined => {
  if (returned.type !== 'CallExpression') return undefined;
  const [argument] = returned.arguments;
  const called = memberName(returned.callee) ?? '';
  if (called === 'tolist' && argument?.type === 'CallExpression') {
    const wrapped = attributeField(argument);
    return wrapped && 'type' in wrapped && Array.isArray(wrapped.type) ? { ...wrapped, type: ['set', wrapped.type[1]] } : wrapped;
  }
  const type = GETTERS[called];
  return type !== undefined && argument?.type === 'Literal' ? { name: String(argument.value), type } : undefined;
};

/**
 * By property: `this._rule = new FooRuleList(this, "rule", true)`, where true says that it is a set. The constructor does so, or, in the
 * bindings of CDK Terrain, a field: `_rule = new FooRuleList(...)`.
 */
const structFields = (declaration: ClassDeclaration): ReadonlyMap<string, ReadableField> => {
  const fields = new Map<string, ReadableField>();
  for (const [property, value] of assignments(declaration)) {
    if (value.type !== 'NewExpression') continue;
    const [, name, isSet] = value.arguments;
    const [, struct, form] = /^(.+?)(OutputReference|List|Map)$/.exec(className(value.callee)) ?? [];
    if (struct === undefined || name?.type !== 'Literal') continue;
    const scalar = MAPS[struct];
    if (form === 'Map' && scalar !== undefined) {
      fields.set(property, { name: String(name.value), type: ['map', scalar] });
      continue;
    }
    const list = isSet?.type === 'Literal' && isSet.value === true ? 'set' : 'list';
    fields.set(property, { name: String(name.value), struct, collection: form === 'List' ? list : form === 'Map' ? 'map' : 'object' });
  }
  return fields;
};

/** CDKTF's own maps: `new cdktf.StringMap(this, "uris")`. */
const MAPS: Readonly<Record<string, CtyType>> = { String: 'string', Number: 'number', Boolean: 'bool', Any: 'dynamic' };

/** What an instance begins with, by property. */
const assignments = (declaration: ClassDeclaration): readonly (readonly [property: string, value: Expression])[] => [
  ...declaration.body.body.flatMap((member) =>
    member.type === 'PropertyDefinition' && member.key.type === 'Identifier' && member.value
      ? [[member.key.name, member.value] as const]
      : [],
  ),
  ...(statements(declaration, 'constructor', 'constructor') ?? []).flatMap((statement) => {
    if (statement.type !== 'ExpressionStatement' || statement.expression.type !== 'AssignmentExpression') return [];
    const property = memberName(statement.expression.left);
    return property === undefined ? [] : [[property, statement.expression.right] as const];
  }),
];

/** `Foo` of `Foo` and of `index_structs_1.Foo`. */
const className = (callee: AnyNode): string => (callee.type === 'Identifier' ? callee.name : (memberName(callee) ?? ''));
