import { COMPUTED_ATTRIBUTES } from './computed-attributes.ts';
import type { Fields, TerraformValue } from './terraform-value.ts';
import type { World } from './world.ts';

/**
 * What the AWS provider would compute for a resource from the values that are known of it. Left out is what it already has, what can't
 * be known before a deployment, and what would need a value that is missing.
 *
 * @param address is what ids are made of that AWS makes up
 *
 * @example
 * ```ts
 * computedValues('aws_sqs_queue', { name: 'q' }, world, 'orders.aws_sqs_queue.q').arn; // arn:aws:sqs:eu-west-1:123456789012:q
 * ```
 */
export const computedValues = (type: string, values: Fields, world: World, address: string): Readonly<Record<string, string>> => {
  const computed: Record<string, string> = {};
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
    const value = compute();
    inProgress.delete(name);
    return value;
  };
  const table = COMPUTED_ATTRIBUTES[type]?.(attribute, world, address) ?? {};
  for (const name of Object.keys(table)) {
    if (values[name] !== undefined && values[name] !== null) continue;
    missing.clear();
    const value = attribute(name);
    if (missing.size === 0) computed[name] = value;
  }
  return computed;
};

const textOrJson = (value: TerraformValue): string => (typeof value === 'object' ? JSON.stringify(value) : String(value));
