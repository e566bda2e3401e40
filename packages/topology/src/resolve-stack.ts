import { COMPUTED_ATTRIBUTES } from './computed-attributes.ts';
import { TopologyError } from './errors.ts';
import { type Expression, parseExpression } from './expression.ts';
import { FUNCTIONS } from './functions.ts';
import { policyDocument } from './policy-document.ts';
import type { StackFile, TerraformValue } from './read-stacks.ts';
import { isTemplate, type TemplatePart, templateParts } from './template.ts';
import { blocksOf, type Fields, isFields } from './terraform-json.ts';
import type { LookedUp } from './topology.ts';
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

/** Where something is declared: `aws_sqs_queue.orders["eu"]`, or `data.aws_region.here`. */
interface Place {
  readonly data: boolean;
  readonly type: string;
  readonly name: string;
}

/** The words that references begin with that are none to a resource, and why we can't follow those that we can't. */
const ROOTS: Readonly<Record<string, string>> = {
  count: 'its instances are made by Terraform; read the plan instead (terraform show -json)',
  each: 'its instances are made by Terraform; read the plan instead (terraform show -json)',
  module: 'modules are not read; read the plan instead (terraform show -json)',
  path: 'only a run of Terraform tells this value',
  self: 'only a run of Terraform tells this value',
  terraform: 'only a run of Terraform tells this value',
};

/**
 * Resolves a stack's references.
 *
 * @param onUnresolved is told what can't be resolved, whose expression is then left as it is. @default it is thrown
 * @throws TopologyError `UNRESOLVED_REFERENCE`, `UNSUPPORTED_EXPRESSION` or `CYCLE`, naming the resource and the expression
 */
export const resolveStack = (stack: StackFile, world: World, onUnresolved?: (error: TopologyError) => void): readonly Resource[] =>
  stackResolver(stack, world, onUnresolved).resources();

/** A stack's resources, and whatever else of it has to be resolved. */
export interface StackResolver {
  readonly resources: () => readonly Resource[];
  /** What it looks up by data sources, apart from what those compute by themselves. */
  readonly lookedUp: () => readonly LookedUp[];
  /** A value that stands at a place, such as `provider.aws`, resolved. */
  readonly value: (value: TerraformValue, from: string) => TerraformValue;
}

/** The same, for more than the resources. */
export const stackResolver = (stack: StackFile, given: World, onUnresolved?: (error: TopologyError) => void): StackResolver => {
  const resolved = new Map<string, TerraformValue>();
  const inProgress = new Set<string>();
  let world = given;

  const once = (key: string, from: string, compute: () => TerraformValue): TerraformValue => {
    const known = resolved.get(key);
    if (known !== undefined) return known;
    if (inProgress.has(key)) throw new TopologyError('CYCLE', `${from} (stack ${stack.name}): ${key} refers to itself, by way of others.`);
    inProgress.add(key);
    try {
      const value = compute();
      resolved.set(key, value);
      return value;
    } finally {
      inProgress.delete(key);
    }
  };

  const attributeOf = (place: Place, attribute: string, from: string): TerraformValue => {
    const key = `${addressOf(place)}.${attribute}`;
    return once(key, from, () => compute(place, attribute, from));
  };

  const compute = (place: Place, attribute: string, from: string): TerraformValue => {
    const address = addressOf(place);
    const block = blockAt(place);
    if (block === undefined) throw unresolved(from, `${address}.${attribute}`, `the stack has no ${address}`);
    const configured = block[attribute];
    if (configured !== undefined && configured !== null) return resolveValue(configured, address);
    const type = typeOf(place);
    if (type === DOCUMENT && attribute === 'json') return policyDocument(resolveFields(block, address));
    const computed = computedOf(place, (name) => String(attributeOf(place, name, from)))[attribute];
    if (computed === undefined) throw unresolved(from, `${address}.${attribute}`, 'only a deployment tells this value');
    return computed();
  };

  const blockAt = ({ data, type, name }: Place): Fields | undefined => (data ? stack.data : stack.resources)[type]?.[name];

  const computedOf = (place: Place, attribute: (name: string) => string): Readonly<Record<string, () => string>> =>
    COMPUTED_ATTRIBUTES[typeOf(place)]?.(attribute, world, `${stack.name}.${addressOf(place)}`) ?? {};

  const unresolved = (from: string, expression: string, why: string): TopologyError =>
    new TopologyError('UNRESOLVED_REFERENCE', `${from} (stack ${stack.name}): \${${expression}} can't be resolved: ${why}.`);

  const named = (kind: 'local' | 'var', name: string, from: string): TerraformValue => {
    const value = (kind === 'local' ? stack.locals : stack.variables)?.[name];
    const why = kind === 'local' ? 'the stack has no such local value' : 'the variable has no default';
    if (value === undefined) throw unresolved(from, `${kind}.${name}`, why);
    return once(`${kind}.${name}`, from, () => resolveValue(value, `${kind}.${name}`));
  };

  /** A reference's steps, of which the first ones say what is meant, and the others lead into it. */
  const follow = (steps: readonly (string | number)[], source: string, from: string): TerraformValue => {
    const [root = '', second, ...rest] = steps;
    if ((root === 'local' || root === 'var') && second !== undefined) {
      return within(named(root, String(second), from), rest, source, from);
    }
    const why = ROOTS[String(root)];
    if (why !== undefined) throw unresolved(from, source, why);
    const isData = root === 'data';
    const [type, name, ...further] = isData ? steps.slice(1) : steps;
    if (further.length === 0) throw unsupported(source, from);
    const { place, path } = placed({ data: isData, type: String(type), name: String(name) }, further);
    const [attribute, ...inside] = path;
    if (attribute === undefined) throw unsupported(source, from);
    return within(attributeOf(place, String(attribute), from), inside, source, from);
  };

  /** Instances may have been written out as blocks of their own. The index of one that is there once, as after `count = 1`, tells nothing. */
  const placed = (place: Place, [index, ...rest]: readonly (string | number)[]): { place: Place; path: readonly (string | number)[] } => {
    const instance = { ...place, name: `${place.name}[${JSON.stringify(index)}]` };
    if (blockAt(instance) !== undefined) return { place: instance, path: rest };
    return { place, path: index === 0 ? rest : [index ?? '', ...rest] };
  };

  const within = (value: TerraformValue, path: readonly (string | number)[], source: string, from: string): TerraformValue => {
    const [step, ...rest] = path;
    if (step === undefined) return value;
    const inside = isList(value) ? value[Number(step)] : isFields(value) ? value[String(step)] : undefined;
    if (inside === undefined) throw unresolved(from, source, `there is no ${String(step)} in it`);
    return within(inside, rest, source, from);
  };

  const evaluate = (expression: Expression, source: string, from: string): TerraformValue => {
    const inner = (one: Expression): TerraformValue => evaluate(one, source, from);
    switch (expression.kind) {
      case 'literal':
        return expression.value;
      case 'template':
        return expression.parts.map((part) => (part.kind === 'text' ? part.text : String(resolveSource(part.source, from)))).join('');
      case 'list':
        return expression.items.map(inner);
      case 'object':
        return Object.fromEntries(expression.entries.map(([key, value]) => [String(inner(key)), inner(value)]));
      case 'reference':
        return follow(
          expression.steps.map((step) => (typeof step === 'string' ? step : stepOf(inner(step)))),
          source,
          from,
        );
      case 'call': {
        const value = Object.hasOwn(FUNCTIONS, expression.name) ? FUNCTIONS[expression.name]?.(expression.args.map(inner)) : undefined;
        if (value === undefined) throw unsupported(source, from);
        return value;
      }
    }
  };

  const unsupported = (source: string, from: string): TopologyError =>
    new TopologyError(
      'UNSUPPORTED_EXPRESSION',
      `${from} (stack ${stack.name}): \${${source}} is an expression that we can't evaluate; read the plan instead (terraform show -json).`,
    );

  const resolveSource = (source: string, from: string): TerraformValue => {
    const expression = parseExpression(source);
    if (expression === undefined) throw unsupported(source.trim(), from);
    return evaluate(expression, source.trim(), from);
  };

  const resolveText = (text: string, from: string): TerraformValue => {
    const parts = templateParts(text);
    const values = parts.map((part) =>
      part.kind === 'text' ? part.text : orLeft(leftOf(part, from), () => resolveSource(part.source, from)),
    );
    const [only] = values;
    return values.length === 1 && only !== undefined ? only : values.map(String).join('');
  };

  /** What can't be resolved is thrown, or told and left. */
  const orLeft = (text: string, resolve: () => TerraformValue): TerraformValue => {
    try {
      return resolve();
    } catch (error) {
      if (onUnresolved === undefined || !(error instanceof TopologyError)) throw error;
      onUnresolved(error);
      return text;
    }
  };

  /** A block that is repeated by Terraform stands for itself, with what is not known of it left as it is. */
  const withDynamic = ({ dynamic = null, ...block }: Fields): Fields => ({
    ...block,
    ...Object.fromEntries(
      blocksOf(dynamic).flatMap((named) =>
        Object.entries(named).map(([name, body]) => [name, blocksOf(body).map(({ content = {} }) => content)] as const),
      ),
    ),
  });

  const resolveFields = (fields: Fields, from: string): Fields =>
    Object.fromEntries(Object.entries(withDynamic(fields)).map(([key, item]) => [key, resolveValue(item, from)]));

  const resolveValue = (value: TerraformValue, from: string): TerraformValue => {
    if (typeof value === 'string') return isTemplate(value) ? resolveText(value, from) : value;
    if (typeof value !== 'object' || value === null) return value;
    if (isList(value)) return value.map((item) => resolveValue(item, from));
    return resolveFields(value, from);
  };

  // The provider's region holds for everything that is made with it.
  const region = resolveValue(stack.provider?.region ?? null, 'provider.aws');
  if (typeof region === 'string' && !isTemplate(region)) {
    world = { ...given, region };
    resolved.clear();
  }

  /** CDKTF's own part tells construct paths, in which `${` means nothing. */
  const commentOf = (comment: TerraformValue | undefined, address: string): Fields => {
    if (!isFields(comment)) return {};
    const { metadata: _, ...fields } = comment;
    return resolveFields(fields, address);
  };

  const resourceAt = (place: Place, block: Fields): Resource => {
    const address = addressOf(place);
    const { '//': comment, depends_on: _dependsOn, lifecycle: _lifecycle, ...configuration } = withDynamic(block);
    const values: Record<string, TerraformValue> = {};
    const attributes = [...Object.keys(configuration), ...Object.keys(computedOf(place, () => '')), ...(NAMES[place.type] ?? [])];
    for (const attribute of new Set(attributes)) {
      if (configuration[attribute] === null) continue;
      values[attribute] = orLeft(`\${${address}.${attribute}}`, () =>
        attribute in configuration && !(attribute in block)
          ? resolveValue(configuration[attribute] ?? null, address)
          : attributeOf(place, attribute, address),
      );
    }
    return { stack: stack.name, type: place.type, address, values, comment: commentOf(comment, address), directory: stack.directory };
  };

  return {
    value: resolveValue,
    lookedUp: () =>
      Object.entries(stack.data)
        .filter(([type]) => LOOKED_UP.has(type))
        .flatMap(([type, byName]) =>
          Object.entries(byName).map(([name, block]) => ({ type, values: resolveFields(block, `data.${type}.${name}`) })),
        ),
    resources: () =>
      Object.entries(stack.resources).flatMap(([type, byName]) =>
        Object.entries(byName)
          .map(([name, block]) => resourceAt({ data: false, type, name }, block))
          .filter(({ values }) => values.count !== 0),
      ),
  };
};

/** Data sources of what an event may pass on its way. */
const LOOKED_UP: ReadonlySet<string> = new Set([
  'aws_cloudwatch_event_bus',
  'aws_dynamodb_table',
  'aws_lambda_function',
  'aws_s3_bucket',
  'aws_sns_topic',
  'aws_sqs_queue',
]);

const DOCUMENT = 'data.aws_iam_policy_document';

/** What AWS makes up when it is not given: it is referred to all the same. */
const NAMES: Readonly<Record<string, readonly string[]>> = {
  aws_cloudwatch_event_rule: ['name'],
  aws_iam_policy: ['name'],
  aws_iam_role: ['name'],
  aws_s3_bucket: ['bucket'],
  aws_sns_topic: ['name'],
  aws_sqs_queue: ['name'],
};

const typeOf = ({ data, type }: Place): string => (data ? `data.${type}` : type);

const addressOf = (place: Place): string => `${typeOf(place)}.${place.name}`;

/**
 * What is left of an expression: itself. Where that means another value for every instance it says whose, so that the same words at two
 * resources are not taken for the same value.
 */
const leftOf = ({ source, written }: Expressed, from: string): string =>
  /\b(each|count|self)\./.test(source) ? `\${${source.trim()} /* ${from} */}` : written;

type Expressed = Extract<TemplatePart, { readonly kind: 'expression' }>;

const stepOf = (value: TerraformValue): string | number => (typeof value === 'number' ? value : String(value));

const isList = (value: TerraformValue): value is readonly TerraformValue[] => Array.isArray(value);
