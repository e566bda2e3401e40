import { AwsError } from '../aws-error.ts';
import type { AwsRequest, AwsResponse } from '../endpoint/aws-service.ts';
import { invalidParameter, validation } from './check-member.ts';

/** One operation of Lambda's REST API. */
export interface Route {
  readonly method: string;
  /** Of the whole path; its groups are the `labels`. */
  readonly path: RegExp;
  run(request: AwsRequest, labels: readonly string[]): AwsResponse | Promise<AwsResponse>;
}

export const json = (status: number, body: unknown): AwsResponse => ({
  status,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(body),
});

export const NO_CONTENT: AwsResponse = { status: 204 };

/** The members of a request's body, with the types that the API gives them. */
export interface Members {
  text(name: string): string | undefined;
  number(name: string): number | undefined;
  flag(name: string): boolean | undefined;
  texts(name: string): readonly string[] | undefined;
  members(name: string): Members | undefined;
  list(name: string): readonly Members[] | undefined;
  /** Refuses by name what local-aws does not know: leaving it out would change what happens. */
  allow(operation: string, ...names: readonly string[]): void;
}

export const bodyOf = (request: AwsRequest): Members => {
  try {
    const body: unknown = request.body.length === 0 ? {} : JSON.parse(request.body.toString('utf8'));
    if (isFields(body)) return membersOf(body);
  } catch (cause) {
    throw new AwsError('SerializationException', 'Could not parse request body into json.', { cause });
  }
  throw new AwsError('SerializationException', 'The request body is not a JSON object.');
};

type Fields = Readonly<Record<string, unknown>>;

const isFields = (value: unknown): value is Fields => typeof value === 'object' && value !== null && !Array.isArray(value);

const membersOf = (fields: Fields): Members => {
  const read = <T>(name: string, is: (value: unknown) => value is T): T | undefined => {
    const value = fields[name] ?? undefined;
    if (value === undefined || is(value)) return value;
    throw new AwsError('SerializationException', `The member ${name} is of a wrong type: ${JSON.stringify(value)}.`);
  };
  return {
    text: (name) => read(name, (value) => typeof value === 'string'),
    number: (name) => read(name, (value) => typeof value === 'number'),
    flag: (name) => read(name, (value) => typeof value === 'boolean'),
    texts: (name) => read(name, (value): value is string[] => Array.isArray(value) && value.every((item) => typeof item === 'string')),
    members(name) {
      const value = read(name, isFields);
      return value === undefined ? undefined : membersOf(value);
    },
    list: (name) => read(name, (value): value is Fields[] => Array.isArray(value) && value.every(isFields))?.map(membersOf),
    allow(operation, ...names) {
      const unknown = Object.keys(fields).find((name) => fields[name] !== null && !names.includes(name));
      if (unknown !== undefined) throw invalidParameter(`local-aws does not know the parameter ${unknown} of ${operation}.`);
    },
  };
};

/** Only the unpublished version is there. */
export const checkQualifier = (request: AwsRequest): void => {
  const qualifier = request.query.get('Qualifier');
  if (qualifier === null || qualifier === '$LATEST') return;
  throw invalidParameter(`local-aws has no versions and aliases: it does not know the qualifier ${qualifier}.`);
};

/** Throws ValidationException when a required member is missing. */
export const required = <T>(member: string, value: T | undefined): T => {
  if (value !== undefined) return value;
  throw validation(member, undefined, 'not be null');
};

/** https://docs.aws.amazon.com/lambda/latest/api/API_ListEventSourceMappings.html */
const PAGE_DEFAULT = 100;

/** One page of `items`; the marker is the number of the next one. */
export const pageOf = <T>(request: AwsRequest, items: readonly T[]): { readonly page: readonly T[]; readonly NextMarker?: string } => {
  const marker = request.query.get('Marker') ?? '0';
  if (!/^\d+$/.test(marker)) throw validation('marker', marker, 'be a marker that was answered before');
  const from = Number(marker);
  const to = from + Number(request.query.get('MaxItems') ?? PAGE_DEFAULT);
  return { page: items.slice(from, to), ...(to < items.length ? { NextMarker: String(to) } : {}) };
};
