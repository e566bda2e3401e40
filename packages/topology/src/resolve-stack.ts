import { COMPUTED_ATTRIBUTES } from './computed-attributes.ts';
import { TopologyError } from './errors.ts';
import { policyDocument } from './policy-document.ts';
import type { StackFile, TerraformValue } from './read-stacks.ts';
import { type Fields, isFields } from './terraform-json.ts';
import type { World } from './world.ts';

/** A resource whose expressions are replaced by what a deployment would make of them. */
export interface Resource {
  readonly stack: string;
  readonly type: string;
  /** `type.name`, as Terraform writes it. */
  readonly address: string;
  /** Configured attributes, and the computed ones that are known. */
  readonly values: Readonly<Record<string, TerraformValue>>;
  /** What stands under `//` in the block, resolved: Terraform leaves it alone, so that it can say what no argument can. */
  readonly comment: Fields;
  /** Asset paths are relative to it. */
  readonly directory: string;
}

/** The index of a resource that is there once, as after `count = 1`, tells nothing. */
const REFERENCE = /^(?<data>data\.)?(?<type>[a-z][a-z0-9_]*)\.(?<name>[A-Za-z0-9_-]+)(\[0\])?\.(?<attribute>[a-z0-9_]+)$/;
const LOCAL = /^local\.(?<name>[A-Za-z0-9_-]+)$/;

/**
 * Resolves a stack's references.
 *
 * @param onUnresolved is told what can't be resolved, whose expression is then left as it is. @default it is thrown
 * @throws TopologyError `UNRESOLVED_REFERENCE`, `UNSUPPORTED_EXPRESSION` or `CYCLE`, naming the resource and the expression
 */
export const resolveStack = (stack: StackFile, world: World, onUnresolved?: (error: TopologyError) => void): readonly Resource[] => {
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
    if (type === 'data.aws_iam_policy_document' && attribute === 'json') return policyDocument(resolveFields(block, address));
    const computed = COMPUTED_ATTRIBUTES[type]?.((name) => String(attributeOf(address, name, from)), world, `${stack.name}.${address}`)[
      attribute
    ];
    if (computed === undefined) throw unresolved(from, `\${${address}.${attribute}}`, 'only a deployment tells this value');
    return computed();
  };

  const unresolved = (from: string, expression: string, why: string): TopologyError =>
    new TopologyError('UNRESOLVED_REFERENCE', `${from} (stack ${stack.name}): ${expression} can't be resolved: ${why}.`);

  const resolveLocal = (name: string, from: string): TerraformValue => {
    const value = stack.locals?.[name];
    if (value === undefined) throw unresolved(from, `\${local.${name}}`, 'the stack has no such local value');
    return resolveValue(value, `local.${name}`);
  };

  const resolveReference = (expression: string, from: string): TerraformValue => {
    const local = LOCAL.exec(expression.trim())?.groups?.name;
    if (local !== undefined) return resolveLocal(local, from);
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
    if (whole !== undefined) return orLeft(text, () => resolveReference(whole, from));
    const resolvedText = text.replace(/\$\$\{|\$\{([^{}]*)\}/g, (match, expression: string | undefined) =>
      expression === undefined ? match.slice(1) : String(orLeft(match, () => resolveReference(expression, from))),
    );
    // An expression with braces in it, such as a call of jsonencode, is none of the above.
    if (resolvedText === text && text.includes('${') && !text.includes('$${')) orLeft(text, () => resolveReference(text, from));
    return resolvedText;
  };

  /** What can't be resolved is thrown, or told and left. */
  const orLeft = (text: string, resolve: () => TerraformValue): TerraformValue => {
    try {
      return resolve();
    } catch (error) {
      if (onUnresolved === undefined || !(error instanceof TopologyError)) throw error;
      inProgress.clear();
      onUnresolved(error);
      return text;
    }
  };

  const resolveFields = (fields: Fields, from: string): Fields =>
    Object.fromEntries(Object.entries(fields).map(([key, item]) => [key, resolveValue(item, from)]));

  const resolveValue = (value: TerraformValue, from: string): TerraformValue => {
    if (typeof value === 'string') return value.includes('${') ? resolveText(value, from) : value;
    if (typeof value !== 'object' || value === null) return value;
    if (isList(value)) return value.map((item) => resolveValue(item, from));
    return resolveFields(value, from);
  };

  /** CDKTF's own part tells construct paths, in which `${` means nothing. */
  const commentOf = (comment: TerraformValue | undefined, address: string): Fields => {
    if (!isFields(comment)) return {};
    const { metadata: _, ...fields } = comment;
    return resolveFields(fields, address);
  };

  return Object.entries(stack.resources).flatMap(([type, byName]) =>
    Object.entries(byName).map(([name, block]) => {
      const address = `${type}.${name}`;
      const { '//': comment, depends_on: _dependsOn, lifecycle: _lifecycle, ...configuration } = block;
      const values: Record<string, TerraformValue> = {};
      const computed = COMPUTED_ATTRIBUTES[type]?.(() => '', world, address) ?? {};
      for (const attribute of new Set([...Object.keys(configuration), ...Object.keys(computed)])) {
        if (configuration[attribute] === null) continue;
        const value = orLeft(`\${${address}.${attribute}}`, () => attributeOf(address, attribute, address));
        values[attribute] = value;
      }
      return { stack: stack.name, type, address, values, comment: commentOf(comment, address), directory: stack.directory };
    }),
  );
};

const isList = (value: TerraformValue): value is readonly TerraformValue[] => Array.isArray(value);
