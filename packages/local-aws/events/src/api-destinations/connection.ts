/** How EventBridge authenticates to an HTTP endpoint. */
export interface Connection {
  readonly name: string;
  readonly arn: string;
  readonly description?: string;
  readonly authorization: Authorization;
  /** Sent with every call. */
  readonly invocation: HttpAdditions;
  readonly createdMs: number;
}

export type Authorization =
  | { readonly type: 'BASIC'; readonly username: string; readonly password: string }
  | { readonly type: 'API_KEY'; readonly headerName: string; readonly value: string }
  | {
      readonly type: 'OAUTH_CLIENT_CREDENTIALS';
      readonly endpoint: string;
      readonly method: string;
      readonly clientId: string;
      readonly clientSecret: string;
      /** Sent with the call for a token. */
      readonly additions: HttpAdditions;
    };

/** Parameters that are added to a call: to its body only if that is a JSON object. */
export interface HttpAdditions {
  readonly headers: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, string>>;
  readonly body: Readonly<Record<string, string>>;
}

interface ParameterShape {
  readonly Key?: string;
  readonly Value?: string;
  readonly IsValueSecret?: boolean;
}

interface HttpParametersShape {
  readonly HeaderParameters?: readonly ParameterShape[];
  readonly QueryStringParameters?: readonly ParameterShape[];
  readonly BodyParameters?: readonly ParameterShape[];
}

/** https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_CreateConnectionAuthRequestParameters.html */
export interface AuthParametersShape {
  readonly BasicAuthParameters?: { readonly Username?: string; readonly Password?: string };
  readonly ApiKeyAuthParameters?: { readonly ApiKeyName?: string; readonly ApiKeyValue?: string };
  readonly OAuthParameters?: {
    readonly ClientParameters?: { readonly ClientID?: string; readonly ClientSecret?: string };
    readonly AuthorizationEndpoint?: string;
    readonly HttpMethod?: string;
    readonly OAuthHttpParameters?: HttpParametersShape;
  };
  readonly InvocationHttpParameters?: HttpParametersShape;
}

/** @returns `undefined` when the parameters do not match the type. */
export const authorizationFrom = (type: string | undefined, shape: AuthParametersShape): Authorization | undefined => {
  const { BasicAuthParameters: basic, ApiKeyAuthParameters: key, OAuthParameters: oauth } = shape;
  if (type === 'BASIC' && basic?.Username !== undefined) return { type, username: basic.Username, password: basic.Password ?? '' };
  if (type === 'API_KEY' && key?.ApiKeyName !== undefined) return { type, headerName: key.ApiKeyName, value: key.ApiKeyValue ?? '' };
  if (type !== 'OAUTH_CLIENT_CREDENTIALS' || oauth?.AuthorizationEndpoint === undefined) return undefined;
  return {
    type,
    endpoint: oauth.AuthorizationEndpoint,
    method: oauth.HttpMethod ?? 'POST',
    clientId: oauth.ClientParameters?.ClientID ?? '',
    clientSecret: oauth.ClientParameters?.ClientSecret ?? '',
    additions: additionsFrom(oauth.OAuthHttpParameters),
  };
};

export const additionsFrom = (shape: HttpParametersShape | undefined): HttpAdditions => ({
  headers: byKey(shape?.HeaderParameters),
  query: byKey(shape?.QueryStringParameters),
  body: byKey(shape?.BodyParameters),
});

const byKey = (parameters: readonly ParameterShape[] = []): Readonly<Record<string, string>> =>
  Object.fromEntries(parameters.map(({ Key = '', Value = '' }) => [Key, Value]));
