import type { AuthMode } from './auth/auth-mode.ts';
import type { Code } from './runtime/evaluator.ts';

/** A way to authorize requests, as an API declares it. */
export type AuthProvider =
  | { readonly mode: 'API_KEY' | 'AWS_IAM' }
  | {
      readonly mode: 'AMAZON_COGNITO_USER_POOLS';
      readonly userPoolId: string;
      readonly region: string;
      readonly appIdClientRegex?: string | undefined;
      /** Of the default mode only: `DENY` refuses fields without a directive. */
      readonly defaultAction?: 'ALLOW' | 'DENY' | undefined;
    }
  | {
      readonly mode: 'OPENID_CONNECT';
      readonly issuer: string;
      readonly clientId?: string | undefined;
      readonly authTtlMs?: number | undefined;
      readonly iatTtlMs?: number | undefined;
    }
  | {
      readonly mode: 'AWS_LAMBDA';
      readonly functionArn: string;
      readonly ttlSeconds: number;
      readonly identityValidation?: string | undefined;
    };

/** How much of a request AppSync logs: https://docs.aws.amazon.com/appsync/latest/devguide/monitoring.html */
export interface LogConfig {
  readonly level: 'NONE' | 'ERROR' | 'ALL' | 'INFO' | 'DEBUG';
  readonly excludeVerboseContent: boolean;
}

/** A GraphQL API as deployed. */
export interface GraphqlApi {
  readonly id: string;
  readonly arn: string;
  readonly name: string;
  readonly schema: string;
  /** The default first. */
  readonly providers: readonly [AuthProvider, ...AuthProvider[]];
  readonly log: LogConfig | undefined;
  readonly tracing: boolean;
  readonly introspection: boolean;
  /** 0 is no limit. */
  readonly queryDepthLimit: number;
  /** 0 is the maximum. */
  readonly resolverCountLimit: number;
  readonly uris: Readonly<Record<string, string>>;
}

export const modesOf = ({ providers }: GraphqlApi): readonly AuthMode[] => providers.map(({ mode }) => mode);

/** The place of data. */
export type DataSource = { readonly apiId: string; readonly name: string; readonly roleArn: string | undefined } & (
  | { readonly type: 'NONE' }
  | { readonly type: 'AMAZON_DYNAMODB'; readonly tableName: string; readonly region: string; readonly useCallerCredentials: boolean }
  | { readonly type: 'AWS_LAMBDA'; readonly functionArn: string }
  | { readonly type: 'AMAZON_EVENTBRIDGE'; readonly eventBusArn: string }
  | {
      readonly type: 'HTTP';
      readonly endpoint: string;
      readonly signing: { readonly region: string; readonly serviceName: string } | undefined;
    }
);

/** What calls a data source: a unit resolver or a function of a pipeline. Without code, only for functions of Lambda. */
export interface Step {
  readonly dataSource: string;
  readonly code: Code | undefined;
  readonly source: string | undefined;
  readonly maxBatchSize: number;
}

export interface PipelineFunction extends Step {
  readonly apiId: string;
  readonly functionId: string;
  readonly name: string;
}

export type Resolver = { readonly apiId: string; readonly typeName: string; readonly fieldName: string } & (
  | ({ readonly kind: 'UNIT' } & Step)
  | {
      readonly kind: 'PIPELINE';
      readonly code: Code | undefined;
      readonly source: string | undefined;
      readonly functionIds: readonly string[];
    }
);

export interface ApiKey {
  readonly apiId: string;
  /** The value that clients send. */
  readonly key: string;
  readonly description: string | undefined;
  readonly expiresMs: number;
}
