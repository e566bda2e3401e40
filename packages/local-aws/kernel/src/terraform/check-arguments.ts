import { computedNames, type Fields, isFields, type Resource } from '@plumbline/topology';
import type { TerraformType } from './terraform-type.ts';

/** Arguments of Terraform itself and of the provider, for every type. */
const EVERYWHERE: ReadonlySet<string> = new Set(['tags', 'tags_all', 'region', 'timeouts']);

/**
 * Refuses a resource with an argument that local-aws does not know: leaving it out could change what happens.
 *
 * @throws Error that names the resource, the argument, and what the type takes
 */
export const checkArguments = (resource: Resource, type: TerraformType<never>): void => {
  const known = new Set([...type.honours, ...Object.keys(type.harmless ?? {}), ...computedNames(resource.type)]);
  const unknown = unknownIn(resource.values, '', known).filter((name) => !EVERYWHERE.has(name));
  if (unknown.length === 0) return;
  throw new Error(
    `${resource.address}: local-aws does not know the argument${unknown.length === 1 ? '' : 's'} ${unknown.join(', ')} of ${resource.type}, ` +
      `and leaving ${unknown.length === 1 ? 'it' : 'them'} out could change what happens. It knows ${[...type.honours].sort().join(', ')}.`,
  );
};

const unknownIn = (fields: Fields, prefix: string, known: ReadonlySet<string>): readonly string[] =>
  Object.entries(fields).flatMap(([name, value]) => {
    const path = `${prefix}${name}`;
    if (value === null || value === undefined || known.has(path)) return [];
    // What is no block where one belongs is told by name when it is read.
    const isBlock = [...known].some((other) => other.startsWith(`${path}.`));
    if (!isBlock) return isEmpty(value) ? [] : [path];
    return (Array.isArray(value) ? value : [value]).flatMap((block) => (isFields(block) ? unknownIn(block, `${path}.`, known) : []));
  });

const isEmpty = (value: unknown): boolean => Array.isArray(value) && value.length === 0;
