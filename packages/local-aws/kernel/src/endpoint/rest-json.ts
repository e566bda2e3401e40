import { AwsError, notImplemented } from '../aws-error.ts';
import type { AwsRequest, AwsResponse, AwsService } from './aws-service.ts';

/** One operation of a REST API: https://smithy.io/2.0/aws/protocols/aws-restjson1-protocol.html */
export interface Route {
  /** AWS's name for it, such as `CreateSchedule`. */
  readonly operation: string;
  readonly method: string;
  /** Matches the whole path; its groups are the `labels`. */
  readonly path: RegExp;
  run(request: AwsRequest, labels: readonly string[]): AwsResponse | Promise<AwsResponse>;
}

export interface RestServiceProps extends Pick<AwsService, 'signingName' | 'errorAnswer'> {
  readonly routes: readonly Route[];
}

/** A service of AWS's REST JSON protocol: method and path select the operation. */
export const restService = ({ signingName, routes, errorAnswer }: RestServiceProps): AwsService => {
  const find = (method: string, path: string): Route | undefined =>
    routes.find((route) => route.method === method && route.path.test(path));
  return {
    signingName,
    errorAnswer,
    operationOf: ({ method, path }) => find(method, path)?.operation ?? `${method} ${path}`,
    async handle(request) {
      const route = find(request.method, request.path);
      if (route === undefined) throw notImplemented(signingName, request.operation);
      return route.run(request, (route.path.exec(request.path) ?? []).slice(1).map(decodeURIComponent));
    },
  };
};

/** An error with its code in `x-amzn-errortype`; `body` contains the service's further members. */
export const restError = (error: AwsError, body: object): AwsResponse => ({
  // Unlike the JSON services, which answer 400.
  ...json(error.code === 'AccessDeniedException' ? 403 : error.status, body),
  headers: { 'content-type': 'application/json', 'x-amzn-errortype': error.code },
});

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
  /** The members that are not among `names`: ignoring a meaningful member would change the outcome. */
  others(...names: readonly string[]): readonly string[];
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
    others: (...names) => Object.keys(fields).filter((name) => fields[name] !== null && !names.includes(name)),
  };
};
