import type { BlockStatement, ClassDeclaration } from 'acorn';
import type { BindingModule } from './binding-module.ts';
import { type ReadableField, readableFields, statements } from './computed-fields.ts';
import { type ConfigurableField, configurableFields } from './configurable-fields.ts';
import type { Attribute, Block, CtyType, NestedBlock } from './schema.ts';

/**
 * The schema that a generated class was generated from, as far as its code still tells.
 *
 * The code doesn't say which optional attributes the provider computes when they are not given, so all of them count as computed.
 */
export const bindingSchema = (module: BindingModule, declaration: ClassDeclaration): Block =>
  block(module, configurableFields(statements(declaration, 'synthesizeHclAttributes') ?? []), declaration);

const block = (module: BindingModule, configurable: readonly ConfigurableField[], owner: ClassDeclaration | undefined): Block => ({
  attributes: [
    ...configurable.filter(({ isBlock }) => !isBlock).map((field) => configurableAttribute(module, field, owner)),
    ...computedOnly(configurable, owner).map((field) => ({
      name: field.name,
      type: readableType(module, field),
      required: false,
      optional: false,
      computed: true,
    })),
  ],
  blocks: configurable.filter(({ isBlock }) => isBlock).map((field) => nestedBlock(module, field, owner)),
});

const computedOnly = (configurable: readonly ConfigurableField[], owner: ClassDeclaration | undefined): readonly ReadableField[] => {
  const names = new Set(configurable.map(({ name }) => name));
  return owner === undefined ? [] : readableFields(owner).filter(({ name }) => !names.has(name));
};

const configurableAttribute = (module: BindingModule, field: ConfigurableField, owner: ClassDeclaration | undefined): Attribute => {
  const required = isRequired(field, owner);
  return { name: field.name, type: configurableType(module, field), required, optional: !required, computed: !required };
};

const nestedBlock = (module: BindingModule, field: ConfigurableField, owner: ClassDeclaration | undefined): NestedBlock => {
  const struct = structName(module, field.storageClassType);
  const nesting = NESTINGS[field.type] ?? 'LIST';
  return {
    name: field.name,
    block: block(module, structFields(module, struct), module.classes.get(`${struct}OutputReference`)),
    nesting,
    minItems: isRequired(field, owner) && nesting !== 'SINGLE' ? 1 : 0,
    maxItems: field.isMapped || nesting === 'SINGLE' ? 0 : 1,
  };
};

const NESTINGS: Readonly<Record<string, NestedBlock['nesting']>> = { struct: 'SINGLE', set: 'SET', map: 'MAP' };

/** An optional attribute has a `reset<Name>()`. */
const isRequired = ({ camelName }: ConfigurableField, owner: ClassDeclaration | undefined): boolean =>
  owner !== undefined && statements(owner, `reset${camelName.charAt(0).toUpperCase()}${camelName.slice(1)}`) === undefined;

const SCALARS: Readonly<Record<string, CtyType>> = { string: 'string', number: 'number', boolean: 'bool', any: 'dynamic' };

const configurableType = (module: BindingModule, { type, storageClassType }: ConfigurableField): CtyType => {
  const [, scalar, wrappers = ''] = /^(string|number|boolean|any)((?:List|Map)*)$/.exec(storageClassType) ?? [];
  if (scalar === undefined) {
    const object = objectType(module, structName(module, storageClassType));
    return type === 'list' || type === 'set' || type === 'map' ? [type, object] : object;
  }
  const wrapped = [...wrappers.matchAll(/List|Map/g)].reduce<CtyType>(
    (inner, [wrapper]) => [wrapper === 'List' ? 'list' : 'map', inner],
    SCALARS[scalar] ?? 'dynamic',
  );
  return type === 'set' && Array.isArray(wrapped) ? ['set', wrapped[1]] : wrapped;
};

const readableType = (module: BindingModule, field: ReadableField): CtyType => {
  if ('type' in field) return field.type;
  const object = objectType(module, field.struct);
  return field.collection === 'object' ? object : [field.collection, object];
};

/** An object attribute has no blocks inside: all its fields are attributes. */
const objectType = (module: BindingModule, struct: string): CtyType => {
  const configurable = structFields(module, struct);
  return [
    'object',
    Object.fromEntries([
      ...configurable.map((field) => [field.name, configurableType(module, field)]),
      ...computedOnly(configurable, module.classes.get(`${struct}OutputReference`)).map((field) => [
        field.name,
        readableType(module, field),
      ]),
    ]),
  ];
};

const structFields = (module: BindingModule, struct: string): readonly ConfigurableField[] => {
  const mapper: BlockStatement | undefined = module.functions.get(mapperName(struct))?.body;
  return mapper === undefined ? [] : configurableFields(mapper.body);
};

/** A storage class is a struct's name, with `List` or `Map` behind it where there may be several: but a struct may end like that itself. */
const structName = (module: BindingModule, storageClass: string): string =>
  module.classes.has(`${storageClass}OutputReference`) || module.functions.has(mapperName(storageClass))
    ? storageClass
    : storageClass.replace(/(List|Map)$/, '');

const mapperName = (struct: string): string => `${struct.charAt(0).toLowerCase()}${struct.slice(1)}ToHclTerraform`;
