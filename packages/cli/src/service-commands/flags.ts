import { InvalidArgumentError, Option } from 'commander';
import { z } from 'zod';

/** The part of a property's JSON Schema that determines its flag. */
interface Property {
  readonly type?: string;
  readonly description?: string;
  readonly default?: unknown;
  readonly enum?: readonly string[];
}

/**
 * Creates a flag for every option of a command, except for the positional argument: `order_id` becomes `--order-id`.
 *
 * @throws Error for a property whose type a flag cannot express
 */
export const flagsOf = (options: z.ZodObject, argument?: string): readonly Option[] => {
  const { properties, required } = schemaOf(options);
  const flagged = Object.entries(properties).filter(([name]) => name !== argument);
  return flagged.map(([name, property]) => {
    const flag = flagOf(name, property).makeOptionMandatory(required.includes(name));
    return property.enum === undefined ? flag : flag.choices(property.enum);
  });
};

/** The positional argument: its description, and whether it must be given. */
export const argumentOf = (options: z.ZodObject, argument: string): { readonly description: string; readonly isRequired: boolean } => {
  const { properties, required } = schemaOf(options);
  const { description = '', default: standard } = properties[argument] ?? {};
  const told = standard === undefined ? description : `${description} (default: ${String(standard)})`;
  return { description: told, isRequired: required.includes(argument) };
};

const schemaOf = (options: z.ZodObject) => {
  const { properties = {}, required = [] } = z.toJSONSchema(options, { io: 'input' }) as {
    readonly properties?: Readonly<Record<string, Property>>;
    readonly required?: readonly string[];
  };
  return { properties, required };
};

const flagOf = (name: string, { type, description = '', default: standard }: Property): Option => {
  const told = standard === undefined ? description : `${description} (default: ${String(standard)})`;
  const words = `--${name.replaceAll('_', '-')}`;
  if (type === 'boolean') return new Option(words, told);
  if (type === 'string') return new Option(`${words} <text>`, told);
  if (type === 'integer' || type === 'number') return new Option(`${words} <number>`, told).argParser(numberOf);
  throw new Error(
    `"${name}" has ${type === undefined ? 'no type' : `the type ${type}`}, which a flag cannot express. Use a string, a number, a boolean or an enum.`,
  );
};

const numberOf = (text: string): number => {
  const number = Number(text);
  if (text.trim() !== '' && Number.isFinite(number)) return number;
  throw new InvalidArgumentError('The value is not a number.');
};

/** The options of a command line, under the properties' own names. */
export const givenOf = (options: z.ZodObject, typed: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> =>
  Object.fromEntries(Object.keys(options.shape).map((name) => [name, typed[camelCased(name)]]));

/** The name that commander gives to an option. */
const camelCased = (name: string): string => name.replaceAll(/[_-]([a-z])/g, (_, letter: string) => letter.toUpperCase());
