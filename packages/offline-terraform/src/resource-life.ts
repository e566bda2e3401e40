import { mapAttributes } from './block-values.ts';
import { UNKNOWN, type Values } from './dynamic-value.ts';
import { fakeValue } from './fake-value.ts';
import type { Block } from './schema.ts';

/** The tags that the provider's configuration puts on every resource. */
export const defaultTags = (providerConfig: Values | null): Values => {
  const blocks = (providerConfig?.['default_tags'] ?? []) as readonly Values[];
  return Object.assign({}, ...blocks.map(({ tags }) => tags ?? {})) as Values;
};

/** What Terraform is told before it creates a resource: whatever AWS computes is known after apply. An update keeps what there is. */
export const plannedState = (block: Block, prior: Values | null, proposed: Values, tags: Values): Values =>
  withAllTags(
    block,
    prior === null
      ? mapAttributes(block, proposed, ({ computed, type }, value) => (computed && value === null && type !== 'dynamic' ? UNKNOWN : value))
      : proposed,
    proposed,
    tags,
  );

/** The resource as it is after apply: what was unknown has a value. */
export const appliedState = (typeName: string, block: Block, planned: Values, config: Values | null): Values =>
  mapAttributes(block, planned, ({ name, type }, value) => (value === UNKNOWN ? fakeValue(typeName, name, type, config) : value));

/** What a data source reads. */
export const readState = (typeName: string, block: Block, config: Values): Values =>
  mapAttributes(block, config, ({ name, type, computed }, value) =>
    computed && value === null ? fakeValue(typeName, name, type, config) : value,
  );

/** `tags_all` is a resource's own tags over the provider's default ones, known before apply: a plan can be asked for its owners. */
const withAllTags = (block: Block, planned: Values, { tags: own }: Values, tags: Values): Values => {
  if (!block.attributes.some(({ name }) => name === 'tags_all')) return planned;
  return { ...planned, tags_all: own === UNKNOWN ? UNKNOWN : { ...tags, ...(own as Values | null) } };
};
