import { SignatureV4 } from '@smithy/signature-v4';
import { z } from 'zod';
import type { CallGraphql } from '../call-graphql.ts';
import { EventKitError } from '../errors.ts';
import type { GraphqlApi } from '../manifest/graphql-api.ts';
import { Sha256 } from '../sha256.ts';
import { environment } from './environment.ts';

const responseSchema = z.object({
  data: z.record(z.string(), z.unknown()).nullish(),
  errors: z.array(z.looseObject({ message: z.string(), errorType: z.string().nullish() })).optional(),
});

/** Errors that a repeated call with the same operation has again. */
const PERMANENT = new Set(['BadRequest', 'BadRequestException', 'Unauthorized', 'UnauthorizedException', 'ValidationError']);

/**
 * Calls a GraphQL API with the function's role.
 *
 * @throws EventKitError `CALL_FAILED`
 * @see https://docs.aws.amazon.com/appsync/latest/devguide/security-authz.html#aws-iam-authorization
 */
export const graphqlCaller = ({ name, environmentVariable }: Pick<GraphqlApi, 'name' | 'environmentVariable'>): CallGraphql => {
  const url = new URL(environment(environmentVariable));
  return async (query, variables) => {
    const body = JSON.stringify({ query, variables });
    const headers = await signedHeaders(url, body);
    const { response, text } = await post(url, headers, body).catch((error: Error) => {
      const cause = error.cause instanceof Error ? error.cause.message : error.message;
      throw new EventKitError('CALL_FAILED', `The GraphQL API ${name} can't be reached: ${cause}`, { retryable: true });
    });
    const parsed = responseSchema.safeParse(jsonOf(text));
    const { data, errors = [] } = parsed.data ?? {};
    if (response.ok && parsed.success && errors.length === 0 && data) return data;
    const why = errors.map(({ errorType, message }) => `${errorType ?? 'error'}: ${message}`).join('; ') || text.slice(0, 200);
    const retryable = !errors.some(({ errorType }) => PERMANENT.has(errorType ?? ''));
    throw new EventKitError('CALL_FAILED', `The GraphQL API ${name} answered ${response.status}: ${why}`, { retryable });
  };
};

const post = async (url: URL, headers: Record<string, string>, body: string): Promise<{ response: Response; text: string }> => {
  const response = await fetch(url, { method: 'POST', headers, body });
  return { response, text: await response.text() };
};

const signedHeaders = async (url: URL, body: string): Promise<Record<string, string>> => {
  const sessionToken = process.env.AWS_SESSION_TOKEN;
  const signer = new SignatureV4({
    service: 'appsync',
    region: environment('AWS_REGION'),
    credentials: {
      accessKeyId: environment('AWS_ACCESS_KEY_ID'),
      secretAccessKey: environment('AWS_SECRET_ACCESS_KEY'),
      ...(sessionToken === undefined ? {} : { sessionToken }),
    },
    sha256: Sha256,
  });
  const { headers } = await signer.sign({
    method: 'POST',
    protocol: url.protocol,
    hostname: url.hostname,
    path: url.pathname,
    headers: { host: url.host, 'content-type': 'application/json' },
    body,
  });
  const { host: _host, ...sent } = headers;
  return sent;
};

const jsonOf = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};
