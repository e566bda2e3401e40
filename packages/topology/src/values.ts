import type { Resource } from './resource.ts';
import { blockOf, isFields } from './terraform-json.ts';
import type { Fields, TerraformValue } from './terraform-value.ts';
import type { Declared, Retry } from './topology.ts';

export const textOf = (value: TerraformValue | undefined): string | undefined =>
  typeof value === 'string' ? value : typeof value === 'number' || typeof value === 'boolean' ? String(value) : undefined;

export const numberOf = (value: TerraformValue | undefined): number | undefined =>
  value === undefined || value === null || value === '' || Number.isNaN(Number(value)) ? undefined : Number(value);

export const textsOf = (value: TerraformValue | undefined): Readonly<Record<string, string>> =>
  isFields(value) ? Object.fromEntries(Object.entries(value).map(([name, each]) => [name, String(each)])) : {};

/** Parses JSON in a string, the form of policies and patterns; `undefined` when the value is missing or is not an object. */
export const jsonFieldsOf = (value: TerraformValue | undefined): Fields | undefined => {
  if (typeof value !== 'string') return undefined;
  try {
    const parsed = JSON.parse(value) as TerraformValue;
    return isFields(parsed) ? parsed : undefined;
  } catch {
    return undefined;
  }
};

/** The place of a resource's declaration, under the name that an attribute gives it. */
export const declared = ({ stack, address, values }: Resource, nameAttribute: string): Declared => ({
  name: textOf(values[nameAttribute]) ?? address,
  arn: textOf(values.arn) ?? `${stack}/${address}`,
  stack,
  address,
});

/** Reads the block `retry_policy` of the target of a rule or a schedule. */
export const retryOf = (target: Fields): Retry => {
  const retry = blockOf(target, 'retry_policy');
  return { ageSecondsMax: numberOf(retry.maximum_event_age_in_seconds), attemptsMax: numberOf(retry.maximum_retry_attempts) };
};
