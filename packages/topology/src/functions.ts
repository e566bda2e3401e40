import { isFields } from './terraform-json.ts';
import type { TerraformValue } from './terraform-value.ts';

type Evaluate = (args: readonly TerraformValue[]) => TerraformValue | undefined;

/**
 * The Terraform functions that names, ARNs, patterns and policies use. They return `undefined` for arguments that they do not support.
 *
 * @see https://developer.hashicorp.com/terraform/language/functions
 */
export const FUNCTIONS: Readonly<Record<string, Evaluate>> = {
  concat: (lists) => (lists.every(isList) ? lists.flat() : undefined),
  format: ([spec, ...args]) => (typeof spec === 'string' ? formatted(spec, args) : undefined),
  join: ([separator, list]) => (typeof separator === 'string' && isList(list) ? list.map(String).join(separator) : undefined),
  jsonencode: ([value]) => (value === undefined ? undefined : JSON.stringify(value)),
  lower: ([text]) => (typeof text === 'string' ? text.toLowerCase() : undefined),
  merge: (maps) => (maps.every(isFields) ? Object.assign({}, ...maps) : undefined),
  tolist: ([list]) => (isList(list) ? list : undefined),
  tomap: ([map]) => (isFields(map) ? map : undefined),
  toset: ([list]) => (isList(list) ? [...new Set(list)] : undefined),
  tostring: ([value]) => (typeof value === 'object' ? undefined : value === undefined ? undefined : String(value)),
  upper: ([text]) => (typeof text === 'string' ? text.toUpperCase() : undefined),
};

const isList = (value: TerraformValue | undefined): value is readonly TerraformValue[] => Array.isArray(value);

/** Supports the verbs `%s`, `%d`, `%v` and `%%` only: ARNs do not use widths and paddings. */
const formatted = (spec: string, args: readonly TerraformValue[]): string | undefined => {
  const left = [...args];
  let isKnown = true;
  const text = spec.replace(/%(.)/g, (_, verb: string) => {
    if (verb === '%') return '%';
    const value = left.shift();
    if (!/[sdv]/.test(verb) || value === undefined || (typeof value === 'object' && value !== null)) isKnown = false;
    return String(value);
  });
  return isKnown && left.length === 0 ? text : undefined;
};
