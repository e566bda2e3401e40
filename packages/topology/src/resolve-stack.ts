import { COMPUTED_ATTRIBUTES } from './computed-attributes.ts';
import { TopologyError } from './errors.ts';
import type { StackFile, TerraformValue } from './read-stacks.ts';
import type { World } from './world.ts';

/** A resource whose expressions are replaced by what a deployment would make of them. */
export interface Resource {
  readonly stack: string;
  readonly type: string;
  /** `type.name`, as Terraform writes it. */
  readonly address: string;
  /** Configured attributes, and the computed ones that are known. */
  readonly values: Readonly<Record<string, TerraformValue>>;
  /** Asset paths are relative to it. */
  readonly directory: string;
}

const REFERENCE = /^(?<data>data\.)?(?<type>[a-z][a-z0-9_]*)\.(?<name>[A-Za-z0-9_-]+)\.(?<attribute>[a-z0-9_]+)$/;

/**
 * Resolves a stack's references.
 *
 * @throws TopologyError `UNRESOLVED_REFERENCE`, `UNSUPPORTED_EXPRESSION` or `CYCLE`, naming the resource and the expression
 */
export const resolveStack = (stack: StackFile, world: World): readonly Resource[] => {
  const resolved = new Map<string, TerraformValue>();
  const inProgress = new Set<string>();

  const blockOf = (address: string): Readonly<Record<string, TerraformValue>> | undefined => {
    const [data, type = '', name = ''] = address.startsWith('data.') ? address.split('.') : [undefined, ...address.split('.')];
    return (data === undefined ? stack.resources : stack.data)[type]?.[name];
  };

  const attributeOf = (address: string, attribute: string, from: string): TerraformValue => {
    const key = `${address}.${attribute}`;
    const known = resolved.get(key);
    if (known !== undefined) return known;
    if (inProgress.has(key)) throw new TopologyError('CYCLE', `${from} (stack ${stack.name}): ${key} refers to itself, by way of others.`);
    inProgress.add(key);
    const value = compute(address, attribute, from);
    inProgress.delete(key);
    resolved.set(key, value);
    return value;
  };

  const compute = (address: string, attribute: string, from: string): TerraformValue => {
    const block = blockOf(address);
    if (block === undefined) throw unresolved(from, `\${${address}.${attribute}}`, `the stack has no ${address}`);
    const configured = block[attribute];
    if (configured !== undefined && configured !== null) return resolveValue(configured, address);
    const type = address.slice(0, address.lastIndexOf('.'));
    const computed = COMPUTED_ATTRIBUTES[type]?.((name) => String(attributeOf(address, name, from)), world, `${stack.name}.${address}`)[
      attribute
    ];
    if (computed === undefined) throw unresolved(from, `\${${address}.${attribute}}`, 'only a deployment tells this value');
    return computed();
  };

  const unresolved = (from: string, expression: string, why: string): TopologyError =>
    new TopologyError('UNRESOLVED_REFERENCE', `${from} (stack ${stack.name}): ${expression} can't be resolved: ${why}.`);

  const resolveReference = (expression: string, from: string): TerraformValue => {
    const { data = '', type, name, attribute } = REFERENCE.exec(expression.trim())?.groups ?? {};
    if (type === undefined || name === undefined || attribute === undefined) {
      throw new TopologyError(
        'UNSUPPORTED_EXPRESSION',
        `${from} (stack ${stack.name}): \${${expression}} is more than a reference, which we can't evaluate.`,
      );
    }
    return attributeOf(`${data}${type}.${name}`, attribute, from);
  };

  const resolveText = (text: string, from: string): TerraformValue => {
    const whole = /^\$\{([^{}]*)\}$/.exec(text)?.[1];
    if (whole !== undefined) return resolveReference(whole, from);
    return text.replace(/\$\$\{|\$\{([^{}]*)\}/g, (match, expression: string | undefined) =>
      expression === undefined ? match.slice(1) : String(resolveReference(expression, from)),
    );
  };

  const resolveValue = (value: TerraformValue, from: string): TerraformValue => {
    if (typeof value === 'string') return value.includes('${') ? resolveText(value, from) : value;
    if (typeof value !== 'object' || value === null) return value;
    if (isList(value)) return value.map((item) => resolveValue(item, from));
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, resolveValue(item, from)]));
  };

  return Object.entries(stack.resources).flatMap(([type, byName]) =>
    Object.entries(byName).map(([name, block]) => {
      const address = `${type}.${name}`;
      const { '//': _comment, depends_on: _dependsOn, lifecycle: _lifecycle, ...configuration } = block;
      const values: Record<string, TerraformValue> = {};
      const computed = COMPUTED_ATTRIBUTES[type]?.(() => '', world, address) ?? {};
      for (const attribute of new Set([...Object.keys(configuration), ...Object.keys(computed)])) {
        if (configuration[attribute] !== null) values[attribute] = attributeOf(address, attribute, address);
      }
      return { stack: stack.name, type, address, values, directory: stack.directory };
    }),
  );
};

const isList = (value: TerraformValue): value is readonly TerraformValue[] => Array.isArray(value);
