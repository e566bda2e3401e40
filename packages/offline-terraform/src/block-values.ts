import { UNKNOWN, type Values } from './dynamic-value.ts';
import type { Attribute, Block, NestedBlock } from './schema.ts';

/** The same values with each attribute replaced, those of nested blocks among them. */
export const mapAttributes = (block: Block, values: Values, replace: (attribute: Attribute, value: unknown) => unknown): Values => ({
  ...values,
  ...Object.fromEntries(block.attributes.map((attribute) => [attribute.name, replace(attribute, values[attribute.name] ?? null)])),
  ...Object.fromEntries(
    block.blocks.map((nested) => [
      nested.name,
      mapNested(nested, values[nested.name] ?? null, (inner) => mapAttributes(nested.block, inner, replace)),
    ]),
  ),
});

const mapNested = ({ nesting }: NestedBlock, value: unknown, map: (values: Values) => Values): unknown => {
  if (value === null || value === UNKNOWN) return value;
  if (nesting === 'SINGLE') return map(value as Values);
  if (nesting === 'MAP')
    return Object.fromEntries(Object.entries(value as Record<string, Values>).map(([key, inner]) => [key, map(inner)]));
  return (value as readonly Values[]).map(map);
};

/** One step of the way to an attribute, as the protocol's AttributePath has it. */
export type Step = { readonly attribute_name: string } | { readonly element_key_string: string } | { readonly element_key_int: number };

/** An attribute that a configuration gives a value. */
export interface Setting {
  readonly attribute: Attribute;
  readonly value: unknown;
  /** `tracing_config.mode`: the names only. */
  readonly name: string;
  /** Terraform finds file and line by it. It ends at a set, whose elements have no keys. */
  readonly path: readonly Step[];
}

/** Every attribute that is not null, at any depth. */
export const settings = (block: Block, values: Values, prefix = '', path: readonly Step[] = [], inSet = false): readonly Setting[] => {
  const below = (step: Step): readonly Step[] => (inSet ? path : [...path, step]);
  return [
    ...block.attributes.flatMap((attribute) => {
      const value = values[attribute.name] ?? null;
      return value === null ? [] : [{ attribute, value, name: prefix + attribute.name, path: below({ attribute_name: attribute.name }) }];
    }),
    ...block.blocks.flatMap((nested) =>
      elements(nested, values[nested.name] ?? null).flatMap(({ inner, key }) => {
        const toBlock = below({ attribute_name: nested.name });
        const steps = inSet || key === undefined ? toBlock : [...toBlock, key];
        return settings(nested.block, inner, `${prefix}${nested.name}.`, steps, inSet || nested.nesting === 'SET');
      }),
    ),
  ];
};

const elements = ({ nesting }: NestedBlock, value: unknown): readonly { readonly inner: Values; readonly key?: Step }[] => {
  if (value === null || value === UNKNOWN) return [];
  if (nesting === 'SINGLE') return [{ inner: value as Values }];
  if (nesting === 'MAP')
    return Object.entries(value as Record<string, Values>).map(([key, inner]) => ({ inner, key: { element_key_string: key } }));
  return (value as readonly Values[]).map((inner, index) => (nesting === 'SET' ? { inner } : { inner, key: { element_key_int: index } }));
};
