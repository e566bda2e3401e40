import { COMPUTED_ATTRIBUTES } from './computed-attributes.ts';
import type { Fields, TerraformValue } from './terraform-value.ts';
import type { World } from './world.ts';

/**
 * The values that the AWS provider would compute for a resource from its known values. The result omits the attributes that the resource
 * already has, those that can't be known before a deployment, and those that depend on a missing value.
 *
 * @param address the seed of the ids that AWS generates at random
 *
 * @example
 * ```ts
 * computedValues('aws_sqs_queue', { name: 'q' }, world, 'orders.aws_sqs_queue.q').arn; // arn:aws:sqs:eu-west-1:123456789012:q
 * ```
 */
export const computedValues = (type: string, values: Fields, world: World, address: string): Readonly<Record<string, TerraformValue>> => {
  const computed: Record<string, TerraformValue> = {};
  /** Names of values that were needed and are missing. */
  const missing = new Set<string>();
  const inProgress = new Set<string>();
  const attribute = (name: string): string => {
    const own = values[name];
    if (own !== undefined && own !== null) return textOrJson(own);
    const compute = table[name];
    if (compute === undefined || inProgress.has(name)) {
      missing.add(name);
      return '';
    }
    inProgress.add(name);
    const value = textOrJson(compute());
    inProgress.delete(name);
    return value;
  };
  const table = COMPUTED_ATTRIBUTES[type]?.(attribute, world, address) ?? {};
  for (const [name, compute] of Object.entries(table)) {
    if (values[name] !== undefined && values[name] !== null) continue;
    missing.clear();
    inProgress.add(name);
    const value = compute();
    inProgress.delete(name);
    if (missing.size === 0) computed[name] = value;
  }
  return computed;
};

const textOrJson = (value: TerraformValue): string => (typeof value === 'object' ? JSON.stringify(value) : String(value));
