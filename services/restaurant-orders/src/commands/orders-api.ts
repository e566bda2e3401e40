import { AppSyncClient, type GraphqlApi, ListApiKeysCommand, ListGraphqlApisCommand } from '@aws-sdk/client-appsync';
import type { LiveSystem } from '@plumbline/event-kit';
import { z } from 'zod';
import { restaurantOrdersApi } from '../manifest.ts';
import { type Subscribe, subscriber } from './subscriber.ts';

/** The API as a guest's application uses it, with an API key. */
export interface OrdersApi {
  /** @throws Error with the API's message */
  send(query: string, variables: Readonly<Record<string, unknown>>): Promise<Readonly<Record<string, unknown>>>;
  readonly subscribe: Subscribe;
}

const answerSchema = z.object({
  data: z.record(z.string(), z.unknown()).nullish(),
  errors: z.array(z.looseObject({ message: z.string(), errorType: z.string().nullish() })).optional(),
});

/**
 * Finds the deployed API by its name.
 *
 * @param givenKey - the API key to use. @default one of the API's keys
 */
export const ordersApi = async (at: LiveSystem, givenKey?: string): Promise<OrdersApi> => {
  const client = new AppSyncClient(at.client);
  const api = await findApi(client, at.named(restaurantOrdersApi.name));
  const { apiKeys = [] } = await client.send(new ListApiKeysCommand({ apiId: api.apiId }));
  const key = givenKey ?? apiKeys[0]?.id;
  const { GRAPHQL: url, REALTIME: realtime } = api.uris ?? {};
  if (key === undefined || url === undefined || realtime === undefined)
    throw new Error(`The API ${api.name} has no key or no address. Deploy it again.`);
  return {
    async send(query, variables) {
      const body = JSON.stringify({ query, variables });
      const response = await fetch(url, { method: 'POST', headers: { 'content-type': 'application/json', 'x-api-key': key }, body });
      const { data, errors = [] } = answerSchema.parse(await response.json());
      if (data && errors.length === 0) return data;
      throw new Error(
        errors.map(({ errorType, message }) => `${errorType ?? 'Error'}: ${message}`).join('; ') || `The API answered ${response.status}.`,
      );
    },
    subscribe: subscriber({ realtime, host: new URL(url).host, key }),
  };
};

const findApi = async (client: AppSyncClient, name: string): Promise<GraphqlApi> => {
  let nextToken: string | undefined;
  do {
    const page = await client.send(new ListGraphqlApisCommand({ nextToken }));
    const found = page.graphqlApis?.find((api) => api.name === name);
    if (found !== undefined) return found;
    nextToken = page.nextToken;
  } while (nextToken !== undefined);
  throw new Error(`There is no GraphQL API ${name}. Deploy the stack restaurant-orders, or run "npm start".`);
};
