import type { IncomingMessage } from 'node:http';
import { AwsError, type Principal, readSignature } from '@plumbline/local-aws-kernel';
import type { Answers } from '../answer-request.ts';
import { apiIdOf } from '../api-address.ts';
import type { AppSyncContext } from '../appsync-context.ts';
import type { Authenticate } from '../auth/authenticate.ts';
import { graphqlRequestOf } from '../graphql-request.ts';
import { isJsonObject, parseJson } from '../json.ts';
import type { ConnectionWork } from './connection.ts';
import { lowerCased, realtimeHeaders } from './realtime-headers.ts';
import { reported } from './report-registration.ts';
import { startSubscription } from './start-subscription.ts';

/** The address of a request to open a WebSocket. */
export interface Address {
  readonly path: string;
  readonly rawQuery: string;
  readonly headers: Readonly<Record<string, string>>;
}

export const addressOf = ({ url = '/', headers }: IncomingMessage): Address => {
  const [path = '', ...query] = url.split('?');
  return { path, rawQuery: query.join('?'), headers: lowerCased(headers) };
};

/** Each message carries its own credentials, as if it were a request to the API's URL. */
export const connectionWork = (context: AppSyncContext, answers: Answers, authenticate: Authenticate, address: Address): ConnectionWork => {
  const graphqlPath = address.path.replace(/\/realtime\/?$/, '');
  const connecting = realtimeHeaders(address);
  const api = () => context.apis.get(apiIdOf(address) ?? '');
  return {
    async admit() {
      const principal = principalOf(context, connecting, `${graphqlPath}/connect`, '{}');
      const request = { requestId: 'connect', queryString: null, operationName: null, variables: {} };
      await authenticate(api(), { headers: connecting, principal, request });
    },
    async start(id: string, { data = null, extensions = null }) {
      if (typeof data !== 'string') throw new AwsError('BadRequestException', 'The payload of a subscription needs the text data.');
      const graphql = graphqlRequestOf(parseJson(data));
      const headers = lowerCased(isJsonObject(extensions) ? extensions['authorization'] : undefined);
      const principal = principalOf(context, headers, graphqlPath, data);
      const request = {
        requestId: id,
        queryString: graphql.query,
        operationName: graphql.operationName ?? null,
        variables: graphql.variables,
      };
      return reported(context, api(), id, graphql, async (log) => {
        const caller = await authenticate(api(), { headers, principal, request });
        return startSubscription(context, answers, { id, api: api(), caller, headers, graphql, log });
      });
    },
  };
};

const principalOf = ({ iam }: AppSyncContext, headers: Readonly<Record<string, string>>, path: string, body: string): Principal => {
  const signed = { method: 'POST', path, rawQuery: '', headers, body: Buffer.from(body) };
  return iam.callerOf(signed, readSignature(headers, new URLSearchParams()), { strict: true });
};
