import type { RequestHead } from '@plumbline/local-aws-kernel';

type Address = Pick<RequestHead, 'path' | 'headers'>;

const LOCAL_PATH = /^\/_aws\/appsync\/([^/]+)\/graphql(\/realtime)?\/?$/;
const HOST = /^([a-z0-9]+)\.appsync-(?:realtime-)?api\.[a-z0-9-]+\.(?:localhost|amazonaws\.com)(?::\d+)?$/i;
const HOST_PATH = /^\/graphql(\/realtime)?\/?$/;

/**
 * The API that an address names: `/_aws/appsync/{api id}/graphql`, or `/graphql` under `{api id}.appsync-api.{region}.localhost` and the host
 * name that the API has on AWS.
 */
export const apiIdOf = ({ path, headers }: Address): string | undefined =>
  LOCAL_PATH.exec(path)?.[1] ?? (HOST_PATH.test(path) ? HOST.exec(headers['host'] ?? '')?.[1]?.toLowerCase() : undefined);

export const isGraphqlPath = (address: Address): boolean => apiIdOf(address) !== undefined || address.path.startsWith('/_aws/appsync/');
