/** The pages of AWS that cases follow. */
export const GUIDE = 'https://docs.aws.amazon.com/appsync/latest/devguide';
/** AppSync's team lists its answers over HTTP. */
export const HTTP = 'https://github.com/graphql/graphql-over-http/issues/81';
/** The words of graphql-java, on which AppSync is built; AppSync's team shows one of them in HTTP. */
export const VALIDATION = 'https://github.com/graphql-java/graphql-java/blob/master/src/main/resources/i18n/Validation.properties';
/** Developers quote AppSync's answers, where the guide has none. */
export const VARIABLES = 'https://github.com/aws/aws-appsync-community/issues/406';
export const LITERALS = 'https://github.com/aws/aws-appsync-community/issues/273';
export const VALUES = 'https://github.com/aws-amplify/amplify-js/issues/5963';

/** An expression in a request handler, with `ctx`, `util`, `ddb` and `extensions`, and what it gives. */
export interface CodeCase {
  readonly source: string;
  readonly code: string;
  /** Statements before the expression. */
  readonly before?: string;
  readonly context?: object;
  readonly gives?: unknown;
  /** The message of the error. */
  readonly fails?: string;
}

/** Code that AppSync refuses when a resolver is created. */
export interface RefusedCode {
  readonly source: string;
  readonly statement: string;
  readonly because: string;
}

/** A value for an argument of a scalar: the same value comes back, or the request fails. */
export interface ScalarCase {
  readonly source: string;
  readonly scalar: string;
  readonly value: unknown;
  /** What comes back, when it is another value. */
  readonly gives?: unknown;
  /** The end of the message. */
  readonly fails?: string;
}

/** A query to the API of the table, and its answer. */
export interface QueryCase {
  readonly source: string;
  readonly rule: string;
  readonly query: string;
  readonly variables?: object;
  readonly data?: unknown;
  /** The messages of the errors. */
  readonly errors?: readonly string[];
}
