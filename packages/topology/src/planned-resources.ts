import { blocksOf, isFields } from './terraform-json.ts';
import type { Fields, TerraformValue } from './terraform-value.ts';

/** A resource of a plan or a state. */
export interface PlannedResource {
  readonly type: string;
  /** With its module and index: `module.kitchen["north"].aws_sqs_queue.orders[0]`. */
  readonly address: string;
  readonly values: Fields;
}

/**
 * The managed resources of a plan's `planned_values` or a state's `values`, those of its modules among them.
 *
 * @see https://developer.hashicorp.com/terraform/internals/json-format#values-representation
 */
export const plannedResources = ({ root_module = null }: Fields): readonly PlannedResource[] => inModule(root_module);

const inModule = (module: TerraformValue): readonly PlannedResource[] => {
  const { resources, child_modules } = isFields(module) ? module : {};
  return [
    ...blocksOf(resources)
      .filter(({ mode }) => mode !== 'data')
      .map(({ type, address, values }) => ({ type: String(type), address: String(address), values: arguments_(values) })),
    ...blocksOf(child_modules).flatMap(inModule),
  ];
};

/** Readers of Terraform JSON expect an argument that isn't given to be absent. */
const arguments_ = (values: TerraformValue | undefined): Fields => {
  const given = withoutUnset(isFields(values) ? values : {}, true);
  return isFields(given) ? given : {};
};

/**
 * The same without nulls. In a resource and its blocks also without empty strings, which is how the AWS provider keeps an argument that
 * isn't given; in a map, such as a function's environment, an empty string is a value.
 */
export const withoutUnset = (value: TerraformValue, isBlock = false): TerraformValue => {
  if (Array.isArray(value)) return value.map((item: TerraformValue) => withoutUnset(item, true));
  if (!isFields(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, item]) => item !== null && !(isBlock && item === ''))
      .map(([name, item]) => [name, withoutUnset(item)]),
  );
};
