import { computedValues, policyDocument, type TerraformValue } from '@plumbline/topology';
import { mapAttributes } from './block-values.ts';
import { UNKNOWN, type Values } from './dynamic-value.ts';
import { fakeValue, WORLD } from './fake-value.ts';
import type { Attribute, Block } from './schema.ts';

/** The tags that the provider's configuration puts on every resource. */
export const defaultTags = (providerConfig: Values | null): Values => {
  const blocks = (providerConfig?.['default_tags'] ?? []) as readonly Values[];
  return Object.assign({}, ...blocks.map(({ tags }) => tags ?? {})) as Values;
};

/** The planned state of a new resource: values that AWS computes are known after apply. An update keeps existing values. */
export const plannedState = (block: Block, prior: Values | null, proposed: Values, tags: Values): Values =>
  withAllTags(
    block,
    prior === null
      ? mapAttributes(block, proposed, ({ computed, type }, value) => (computed && value === null && type !== 'dynamic' ? UNKNOWN : value))
      : proposed,
    proposed,
    tags,
  );

/** The resource after apply: attributes that AWS computes have a value, and arguments that are not set have none. */
export const appliedState = (typeName: string, block: Block, planned: Values, config: Values | null): Values => {
  const state = mapAttributes(block, planned, (attribute, value) => (value === UNKNOWN ? generated(typeName, attribute, config) : value));
  return { ...state, ...computedByAws(typeName, planned, config) };
};

/** What a data source reads. */
export const readState = (typeName: string, block: Block, config: Values): Values => {
  const state = mapAttributes(block, config, (attribute, value) =>
    attribute.computed && value === null ? generated(typeName, attribute, config) : value,
  );
  const document = typeName === 'aws_iam_policy_document' ? { json: policyDocument(known(config)) } : {};
  return { ...state, ...computedByAws(`data.${typeName}`, config, config), ...document };
};

/** ARNs, ids and URLs as the provider forms them. They are the same for the same configuration, as all that is made up here. */
const computedByAws = (typeName: string, values: Values, config: Values | null): Values => {
  // An id is computed of the name, be it made up.
  const names = [...GENERATED].filter((name) => name !== 'id' && values[name] === UNKNOWN);
  const made = Object.fromEntries(names.map((name) => [name, String(fakeValue(typeName, name, 'string', config))]));
  return computedValues(typeName, { ...known(values), ...made }, WORLD, JSON.stringify(config));
};

/**
 * The bindings don't tell what AWS computes when it isn't given. A name or an id it makes up; of the rest, a made-up key, policy or
 * number would look like a declared one.
 */
const generated = (typeName: string, { name, type, optional }: Attribute, config: Values | null): unknown =>
  optional && !GENERATED.has(name) ? null : fakeValue(typeName, name, type, config);

const GENERATED: ReadonlySet<string> = new Set(['bucket', 'id', 'identifier', 'name', 'region', 'statement_id', 'target_id']);

/** Drops null and unknown values, at any depth. */
const known = (values: Values): Record<string, TerraformValue> =>
  Object.fromEntries(Object.entries(values).flatMap(([name, value]) => (isKnown(value) ? [[name, knownValue(value)]] : [])));

const knownValue = (value: TerraformValue): TerraformValue => {
  if (Array.isArray(value)) return value.filter(isKnown).map(knownValue);
  return typeof value === 'object' && value !== null ? known(value as Values) : value;
};

const isKnown = (value: unknown): value is TerraformValue => value !== null && value !== undefined && value !== UNKNOWN;

/** `tags_all` is a resource's own tags over the provider's default ones, known before apply: a plan can be asked for its owners. */
const withAllTags = (block: Block, planned: Values, { tags: own }: Values, tags: Values): Values => {
  if (!block.attributes.some(({ name }) => name === 'tags_all')) return planned;
  return { ...planned, tags_all: own === UNKNOWN ? UNKNOWN : { ...tags, ...(own as Values | null) } };
};
