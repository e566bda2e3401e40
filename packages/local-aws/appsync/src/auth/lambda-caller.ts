import { APPSYNC } from '@plumbline/local-aws-kernel';
import { LRUCache } from 'lru-cache';
import type { DeployedApi } from '../apis.ts';
import type { AppSyncContext } from '../appsync-context.ts';
import type { Caller } from '../caller.ts';
import type { AuthProvider } from '../graphql-api.ts';
import { isJsonArray, isJsonObject, type JsonObject, parseJson } from '../json.ts';
import type { RequestFacts } from './request-facts.ts';
import { notAuthorized } from './unauthorized.ts';

export type LambdaProvider = Extract<AuthProvider, { readonly mode: 'AWS_LAMBDA' }>;

export interface LambdaRequest {
  readonly api: DeployedApi;
  readonly provider: LambdaProvider;
  readonly token: string;
  readonly request: RequestFacts;
  readonly headers: Readonly<Record<string, string>>;
}

export type LambdaCaller = (request: LambdaRequest) => Promise<Caller>;

const RESULTS_KEPT = 1_000;

/**
 * Asks a function whether a token is allowed, and keeps its answer for the time that the function or the API says.
 * @see https://docs.aws.amazon.com/appsync/latest/devguide/security-authz.html#aws-lambda-authorization
 */
export const openLambdaCaller = (context: AppSyncContext): LambdaCaller => {
  const known = new LRUCache<string, { readonly untilMs: number; readonly caller: Caller }>({ max: RESULTS_KEPT });
  return async (given) => {
    const { api, provider, token } = given;
    if (provider.identityValidation !== undefined && !new RegExp(`^(?:${provider.identityValidation})$`).test(token)) throw notAuthorized();
    const key = JSON.stringify([api.id, token]);
    const kept = known.get(key);
    if (kept !== undefined && kept.untilMs > context.clock.now()) return kept.caller;
    const { caller, ttlSeconds } = await ask(context, given);
    if (ttlSeconds > 0) known.set(key, { untilMs: context.clock.now() + ttlSeconds * 1_000, caller });
    return caller;
  };
};

const ask = async (
  { ports, observe, account }: AppSyncContext,
  { api, provider, token, request, headers }: LambdaRequest,
): Promise<{ readonly caller: Caller; readonly ttlSeconds: number }> => {
  const { functionArn } = provider;
  const event = {
    authorizationToken: token,
    requestContext: { apiId: api.id, accountId: account.accountId, ...request },
    requestHeaders: headers,
  };
  if (!ports.functions.permits(functionArn, APPSYNC, api.arn)) {
    observe({
      kind: 'warning',
      message: `The function ${functionArn} does not permit AppSync to authorize requests of the GraphQL API ${api.name}.`,
    });
    throw notAuthorized();
  }
  const { payload, functionError } = await ports.functions.invoke(functionArn, JSON.stringify(event), {
    traceHeader: headers['x-amzn-trace-id'],
  });
  const answer = parseJson(payload);
  if (functionError !== undefined || !isJsonObject(answer) || answer['isAuthorized'] !== true) throw notAuthorized();
  const { resolverContext = null, deniedFields = null, ttlOverride } = answer;
  return {
    ttlSeconds: typeof ttlOverride === 'number' ? ttlOverride : provider.ttlSeconds,
    caller: {
      mode: 'AWS_LAMBDA',
      identity: { resolverContext: textsOnly(resolverContext) },
      groups: [],
      principal: { kind: 'anonymous' },
      deniedFields: new Set(isJsonArray(deniedFields) ? deniedFields.map(String) : []),
    },
  };
};

/** "Only key-value pairs": values become texts. */
const textsOnly = (context: unknown): JsonObject =>
  isJsonObject(context) ? Object.fromEntries(Object.entries(context).map(([name, value]) => [name, String(value)])) : {};
