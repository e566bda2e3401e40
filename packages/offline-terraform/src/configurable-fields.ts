import type { AnyNode, Expression, ObjectExpression, SpreadElement, Statement } from 'acorn';
import { OfflineTerraformError } from './errors.ts';

/** One field that a configuration may set, as the generated code declares it. */
export interface ConfigurableField {
  /** Terraform's name. */
  readonly name: string;
  /** The name in the bindings. */
  readonly camelName: string;
  readonly isBlock: boolean;
  /** `simple`, `list`, `set`, `map`, `struct`. */
  readonly type: string;
  /** `string`, `stringListMap`, or the name of a struct. */
  readonly storageClassType: string;
  /** The field holds a list without a limit: a block that may be there once only is not mapped over. */
  readonly isMapped: boolean;
}

/** Reads `const attrs = { <name>: { value, isBlock, type, storageClassType } }` in the body of a function. */
export const configurableFields = (body: readonly Statement[]): readonly ConfigurableField[] => {
  const attrs = body
    .flatMap((node) => (node.type === 'VariableDeclaration' ? node.declarations : []))
    .find(({ id }) => id.type === 'Identifier' && id.name === 'attrs')?.init;
  if (attrs?.type !== 'ObjectExpression') return [];
  return Object.entries(properties(attrs)).map(([name, declared]) => {
    if (declared.type !== 'ObjectExpression') throw unknownForm(name);
    const { value: declaredValue, isBlock, type, storageClassType } = properties(declared);
    if (declaredValue === undefined) throw unknownForm(name);
    const value = given(declaredValue);
    return {
      name,
      camelName: camelName(value, name),
      isBlock: literal(isBlock, name) === true,
      type: String(literal(type, name)),
      storageClassType: String(literal(storageClassType, name)),
      isMapped: isListMapper(value),
    };
  });
};

const properties = (object: ObjectExpression): Readonly<Record<string, Expression>> =>
  Object.fromEntries(
    object.properties.flatMap((property) => {
      if (property.type !== 'Property') return [];
      const { key } = property;
      return [[key.type === 'Identifier' ? key.name : String(key.type === 'Literal' ? key.value : ''), property.value]];
    }),
  );

/**
 * `x` of `struct.y === undefined ? null : x`, as the fields of security group rules and routes have it, and of
 * `this.markWriteOnlyAttribute(x)`, as the bindings of CDK Terrain have what the provider takes and never tells.
 */
const given = (value: Expression): Expression => {
  if (value.type === 'ConditionalExpression') return value.alternate;
  if (value.type !== 'CallExpression' || memberName(value.callee) !== 'markWriteOnlyAttribute') return value;
  const [marked] = value.arguments;
  return marked === undefined || marked.type === 'SpreadElement' ? value : marked;
};

const literal = (node: Expression | undefined, name: string): unknown => {
  if (node?.type !== 'Literal') throw unknownForm(name);
  return node.value;
};

/** `x` of `cdktf.stringToHclTerraform(struct.x)`, `(this._x)`, `fooToHclTerraform(this._x.internalValue)`. */
const camelName = (value: Expression, name: string): string => {
  let node: Expression | SpreadElement | undefined = value.type === 'CallExpression' ? value.arguments.at(-1) : value;
  let property = memberName(node);
  if (property === 'internalValue' && node?.type === 'MemberExpression' && node.object.type !== 'Super') {
    node = node.object;
    property = memberName(node);
  }
  if (property === undefined) throw unknownForm(name);
  return property.replace(/^_/, '');
};

/** `x` of `a.x`. */
export const memberName = (node: AnyNode | null | undefined): string | undefined =>
  node?.type === 'MemberExpression' && node.property.type === 'Identifier' ? node.property.name : undefined;

/** `cdktf.listMapperHcl(f, isBlock)(value)`. */
const isListMapper = (value: Expression): boolean =>
  value.type === 'CallExpression' &&
  value.callee.type === 'CallExpression' &&
  (memberName(value.callee.callee)?.startsWith('listMapper') ?? false);

const unknownForm = (name: string): OfflineTerraformError =>
  new OfflineTerraformError('UNKNOWN_BINDING', `The bindings declare "${name}" in a form that offline-terraform can't read.`);
