import { computedNames, type Fields, isFields, type Resource } from '@plumbline/topology';
import type { TerraformType } from './terraform-type.ts';

/** Arguments of Terraform itself and of the provider, valid for every type. */
const EVERYWHERE: ReadonlySet<string> = new Set(['tags', 'tags_all', 'region', 'timeouts']);

/**
 * Refuses a resource with an argument that local-aws does not support, because ignoring it could change the outcome.
 *
 * @throws Error that names the resource, the argument, and the arguments that the type supports
 */
export const checkArguments = (resource: Resource, type: TerraformType<never>): void => {
  const known = new Set([...type.honours, ...Object.keys(type.harmless ?? {}), ...computedNames(resource.type)]);
  const unknown = unknownIn(resource.values, '', known).filter((name) => !EVERYWHERE.has(name));
  if (unknown.length === 0) return;
  throw new Error(
    `${resource.address}: local-aws does not support the argument${unknown.length === 1 ? '' : 's'} ${unknown.join(', ')} of ${resource.type}, ` +
      `and ignoring ${unknown.length === 1 ? 'it' : 'them'} could change the outcome. It supports ${[...type.honours].sort().join(', ')}.`,
  );
};

const unknownIn = (fields: Fields, prefix: string, known: ReadonlySet<string>): readonly string[] =>
  Object.entries(fields).flatMap(([name, value]) => {
    const path = `${prefix}${name}`;
    if (value === null || value === undefined || known.has(path)) return [];
    // The reader reports by name a value that should be a block.
    const isBlock = [...known].some((other) => other.startsWith(`${path}.`));
    if (!isBlock) return isEmpty(value) ? [] : [path];
    return (Array.isArray(value) ? value : [value]).flatMap((block) => (isFields(block) ? unknownIn(block, `${path}.`, known) : []));
  });

const isEmpty = (value: unknown): boolean => Array.isArray(value) && value.length === 0;
