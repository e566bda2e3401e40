import { COMPUTED_ATTRIBUTES } from './computed-attributes.ts';
import { TopologyError } from './errors.ts';
import { evaluate } from './evaluate.ts';
import { parseExpression } from './expression.ts';
import { addressOf, type Place, typeOf } from './place.ts';
import { policyDocument } from './policy-document.ts';
import type { StackFile } from './read-stacks.ts';
import { isTemplate, type TemplatePart, templateParts } from './template.ts';
import { blocksOf, isFields } from './terraform-json.ts';
import type { Fields, TerraformValue } from './terraform-value.ts';
import type { World } from './world.ts';

type Steps = readonly (string | number)[];

/** The first steps of references that do not name a resource of the stack, each with the reason why the resolver can't follow it. */
const ROOTS: Readonly<Record<string, string>> = {
  count: 'Terraform creates its instances; read the plan instead (terraform show -json)',
  each: 'Terraform creates its instances; read the plan instead (terraform show -json)',
  module: 'this reader does not read modules; read the plan instead (terraform show -json)',
  path: 'only a run of Terraform knows this value',
  self: 'only a run of Terraform knows this value',
  terraform: 'only a run of Terraform knows this value',
};

const DOCUMENT = 'data.aws_iam_policy_document';

/** Replaces a stack's expressions with the values that a deployment would give them. */
export class StackResolver {
  readonly #stack: StackFile;
  readonly #world: World;
  readonly #onUnresolved: ((error: TopologyError) => void) | undefined;
  readonly #resolved = new Map<string, TerraformValue>();
  readonly #inProgress = new Set<string>();

  /** @param onUnresolved receives each error, and the expression stays as it is. @default the error is thrown */
  constructor(stack: StackFile, world: World, onUnresolved?: (error: TopologyError) => void) {
    this.#stack = stack;
    this.#world = world;
    this.#onUnresolved = onUnresolved;
  }

  /** An attribute that is given, or that the AWS provider computes; left as `${address.attribute}` when it is neither. */
  attribute(place: Place, name: string): TerraformValue {
    const address = addressOf(place);
    return this.#orLeft(`\${${address}.${name}}`, () => this.#attributeOf(place, name, address));
  }

  /** The names of the attributes that the AWS provider computes for a resource. */
  computedNames(place: Place): readonly string[] {
    return Object.keys(this.#computedOf(place, () => ''));
  }

  /** The value at a place, such as `provider.aws`. */
  value(value: TerraformValue, from: string): TerraformValue {
    if (typeof value === 'string') return isTemplate(value) ? this.#text(value, from) : value;
    if (typeof value !== 'object' || value === null) return value;
    if (isList(value)) return value.map((item) => this.value(item, from));
    return isFields(value) ? this.fields(value, from) : value;
  }

  fields(fields: Fields, from: string): Fields {
    return Object.fromEntries(Object.entries(withDynamic(fields)).map(([key, item]) => [key, this.value(item, from)]));
  }

  #text(text: string, from: string): TerraformValue {
    const values = templateParts(text).map((part) =>
      part.kind === 'text' ? part.text : this.#orLeft(leftOf(part, from), () => this.#source(part.source, from)),
    );
    const [only] = values;
    return values.length === 1 && only !== undefined ? only : values.map(String).join('');
  }

  #source(text: string, from: string): TerraformValue {
    const source = text.trim();
    const refuse = (): never => {
      throw this.#unsupported(source, from);
    };
    const expression = parseExpression(source) ?? refuse();
    return evaluate(expression, {
      follow: (steps) => this.#follow(steps, source, from),
      source: (inner) => this.#source(inner, from),
      refuse,
    });
  }

  /** Follows a reference: the first steps name a value, and the others lead into it. */
  #follow(steps: Steps, source: string, from: string): TerraformValue {
    const [root = '', second, ...rest] = steps;
    if ((root === 'local' || root === 'var') && second !== undefined) {
      return this.#within(this.#named(root, String(second), from), rest, source, from);
    }
    const why = Object.hasOwn(ROOTS, root) ? ROOTS[root] : undefined;
    if (why !== undefined) throw this.#unresolved(from, source, why);
    const data = root === 'data';
    const [type, name, ...further] = data ? steps.slice(1) : steps;
    const { place, path } = this.#placed({ data, type: String(type), name: String(name) }, further);
    const [attribute, ...inside] = path;
    if (attribute === undefined) throw this.#unsupported(source, from);
    return this.#within(this.#attributeOf(place, String(attribute), from), inside, source, from);
  }

  /** Instances may be separate blocks. The index of a single instance, as after `count = 1`, carries no information. */
  #placed(place: Place, path: Steps): { readonly place: Place; readonly path: Steps } {
    const [index, ...rest] = path;
    const instance = { ...place, name: `${place.name}[${JSON.stringify(index)}]` };
    if (this.#blockAt(instance) !== undefined) return { place: instance, path: rest };
    return { place, path: index === 0 ? rest : path };
  }

  #within(value: TerraformValue, [step, ...rest]: Steps, source: string, from: string): TerraformValue {
    if (step === undefined) return value;
    const inside = isList(value) ? value[Number(step)] : isFields(value) ? value[String(step)] : undefined;
    if (inside === undefined) throw this.#unresolved(from, source, `it does not contain ${String(step)}`);
    return this.#within(inside, rest, source, from);
  }

  #named(kind: 'local' | 'var', name: string, from: string): TerraformValue {
    const value = (kind === 'local' ? this.#stack.locals : this.#stack.variables)?.[name];
    const why = kind === 'local' ? 'the stack does not have this local value' : 'the variable has no default';
    if (value === undefined) throw this.#unresolved(from, `${kind}.${name}`, why);
    return this.#once(`${kind}.${name}`, from, () => this.value(value, `${kind}.${name}`));
  }

  #attributeOf(place: Place, attribute: string, from: string): TerraformValue {
    return this.#once(`${addressOf(place)}.${attribute}`, from, () => this.#compute(place, attribute, from));
  }

  #compute(place: Place, attribute: string, from: string): TerraformValue {
    const address = addressOf(place);
    const given = this.#blockAt(place);
    if (given === undefined) throw this.#unresolved(from, `${address}.${attribute}`, `the stack has no ${address}`);
    const block = withDynamic(given);
    const configured = block[attribute];
    if (configured !== undefined && configured !== null) return this.value(configured, address);
    if (typeOf(place) === DOCUMENT && attribute === 'json') return policyDocument(this.fields(block, address));
    const computed = this.#computedOf(place, (name) => String(this.#attributeOf(place, name, from)))[attribute];
    if (computed === undefined) throw this.#unresolved(from, `${address}.${attribute}`, 'only a deployment knows this value');
    return computed();
  }

  #blockAt({ data, type, name }: Place): Fields | undefined {
    return (data ? this.#stack.data : this.#stack.resources)[type]?.[name];
  }

  #computedOf(place: Place, attribute: (name: string) => string): Readonly<Record<string, () => TerraformValue>> {
    return COMPUTED_ATTRIBUTES[typeOf(place)]?.(attribute, this.#world, `${this.#stack.name}.${addressOf(place)}`) ?? {};
  }

  #once(key: string, from: string, compute: () => TerraformValue): TerraformValue {
    const known = this.#resolved.get(key);
    if (known !== undefined) return known;
    if (this.#inProgress.has(key)) {
      throw new TopologyError('CYCLE', `${from} (stack ${this.#stack.name}): ${key} refers to itself through other values.`);
    }
    this.#inProgress.add(key);
    try {
      const value = compute();
      this.#resolved.set(key, value);
      return value;
    } finally {
      this.#inProgress.delete(key);
    }
  }

  /** Throws the error of an unresolved expression, or reports it and leaves the expression as it is. */
  #orLeft(text: string, resolve: () => TerraformValue): TerraformValue {
    try {
      return resolve();
    } catch (error) {
      if (this.#onUnresolved === undefined || !(error instanceof TopologyError)) throw error;
      this.#onUnresolved(error);
      return text;
    }
  }

  #unresolved(from: string, expression: string, why: string): TopologyError {
    return new TopologyError('UNRESOLVED_REFERENCE', `${from} (stack ${this.#stack.name}): \${${expression}} can't be resolved: ${why}.`);
  }

  #unsupported(source: string, from: string): TopologyError {
    return new TopologyError(
      'UNSUPPORTED_EXPRESSION',
      `${from} (stack ${this.#stack.name}): \${${source}} is an expression that Plumbline can't evaluate; read the plan instead (terraform show -json).`,
    );
  }
}

/** A block that Terraform repeats occurs once, with its unknown values left as they are. */
export const withDynamic = (fields: Fields): Fields => {
  if (fields.dynamic === undefined) return fields;
  const { dynamic, ...block } = fields;
  const repeated = blocksOf(dynamic).flatMap(Object.entries<TerraformValue>);
  return { ...block, ...Object.fromEntries(repeated.map(([name, body]) => [name, blocksOf(body).map(({ content = {} }) => content)])) };
};

/**
 * An unresolved expression stays as it is. If its value differs for every instance, it names the resource, so that equal expressions of
 * two resources do not count as equal values.
 */
const leftOf = ({ source, written }: Expressed, from: string): string =>
  /\b(each|count|self)\./.test(source) ? `\${${source.trim()} /* ${from} */}` : written;

type Expressed = Extract<TemplatePart, { readonly kind: 'expression' }>;

const isList = (value: TerraformValue): value is readonly TerraformValue[] => Array.isArray(value);
