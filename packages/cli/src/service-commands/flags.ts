import { InvalidArgumentError, Option } from 'commander';
import { z } from 'zod';

/** What is looked at of a property's JSON Schema. */
interface Property {
  readonly type?: string;
  readonly description?: string;
  readonly default?: unknown;
  readonly enum?: readonly string[];
}

/**
 * A flag for every property of what a command takes, but the one that is typed without: `order_id` becomes `--order-id`.
 *
 * @throws Error for a property that nobody can type
 */
export const flagsOf = (options: z.ZodObject, argument?: string): readonly Option[] => {
  const { properties, required } = schemaOf(options);
  const flagged = Object.entries(properties).filter(([name]) => name !== argument);
  return flagged.map(([name, property]) => {
    const flag = flagOf(name, property).makeOptionMandatory(required.includes(name));
    return property.enum === undefined ? flag : flag.choices(property.enum);
  });
};

/** What is said of the property that is typed without a flag. */
export const argumentOf = (options: z.ZodObject, argument: string): string => schemaOf(options).properties[argument]?.description ?? '';

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
  throw new Error(`"${name}" is ${type ?? 'of no type'}, which nobody can type as a flag. Options are texts, numbers, booleans and enums.`);
};

const numberOf = (text: string): number => {
  const number = Number(text);
  if (text.trim() !== '' && Number.isFinite(number)) return number;
  throw new InvalidArgumentError('It is not a number.');
};

/** What was typed, under the properties' own names. */
export const givenOf = (options: z.ZodObject, typed: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> =>
  Object.fromEntries(Object.keys(options.shape).map((name) => [name, typed[camelCased(name)]]));

/** As commander names what it read. */
const camelCased = (name: string): string => name.replaceAll(/[_-]([a-z])/g, (_, letter: string) => letter.toUpperCase());
