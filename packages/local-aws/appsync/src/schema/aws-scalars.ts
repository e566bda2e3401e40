import { type GraphQLSchema, isScalarType, Kind, type ValueNode } from 'graphql';
import { plain } from '../plain.ts';
import { isAwsEmail, isAwsIpAddress, isAwsPhone, isAwsUrl } from './aws-texts.ts';
import { isAwsDate, isAwsDateTime, isAwsTime } from './aws-times.ts';

/** A value that a scalar refuses; the executor adds the place. */
export class ScalarError extends Error {
  override readonly name = 'ScalarError';
}

interface Conversion {
  parse(value: unknown): unknown;
  serialize(value: unknown): unknown;
}

/** Gives the AWS scalars of a schema their rules. */
export const addAwsScalars = (schema: GraphQLSchema): void => {
  for (const [name, { parse, serialize }] of Object.entries(CONVERSIONS)) {
    const type = schema.getType(name);
    if (isScalarType(type))
      Object.assign(type, { parseValue: parse, parseLiteral: (node: ValueNode) => parse(literalOf(node)), serialize });
  }
};

const literalOf = (node: ValueNode): unknown => {
  if (node.kind === Kind.INT) return Number(node.value);
  return node.kind === Kind.STRING ? node.value : undefined;
};

/** Each kind with the words of AppSync's error: `Unable to parse ... as a valid date.` */
const textual = (is: (text: string) => boolean, words: string): Conversion => ({
  parse(value) {
    if (typeof value === 'string' && is(value)) return value;
    throw new ScalarError(`Unable to parse \`${String(value)}\` as a valid ${words}.`);
  },
  serialize(value) {
    if (typeof value === 'string' && is(value)) return value;
    throw new ScalarError(`Unable to serialize \`${String(value)}\` as a valid ${words}.`);
  },
});

/** Seconds before or after 1970, "expressed as an integer". */
const timestamp: Conversion = {
  parse(value) {
    if (typeof value === 'number' && Number.isSafeInteger(value)) return value;
    throw new ScalarError(`Unable to parse \`${String(value)}\` as a valid timestamp.`);
  },
  serialize(value) {
    const number = typeof value === 'string' && /^-?\d{1,15}$/.test(value) ? Number(value) : value;
    if (typeof number === 'number' && Number.isSafeInteger(number)) return number;
    throw new ScalarError(`Unable to serialize \`${String(value)}\` as a valid timestamp.`);
  },
};

/** "Any valid JSON construct is automatically parsed and loaded in the resolver code as maps, lists, or scalar values." */
const json: Conversion = {
  parse(value) {
    try {
      if (typeof value === 'string') return JSON.parse(value);
    } catch {
      // Below.
    }
    throw new ScalarError(`Unable to parse \`${typeof value === 'string' ? value : JSON.stringify(value)}\` as valid JSON.`);
  },
  serialize(value) {
    if (typeof value !== 'string') return JSON.stringify(plain(value));
    try {
      JSON.parse(value);
      return value;
    } catch {
      return JSON.stringify(value);
    }
  },
};

const CONVERSIONS: Readonly<Record<string, Conversion>> = {
  AWSDate: textual(isAwsDate, 'date'),
  AWSTime: textual(isAwsTime, 'time'),
  AWSDateTime: textual(isAwsDateTime, 'DateTime Object'),
  AWSTimestamp: timestamp,
  AWSEmail: textual(isAwsEmail, 'email'),
  AWSJSON: json,
  AWSURL: textual(isAwsUrl, 'URL'),
  AWSPhone: textual(isAwsPhone, 'phone number'),
  AWSIPAddress: textual(isAwsIpAddress, 'IP address'),
};
