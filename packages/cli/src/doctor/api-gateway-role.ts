import type { STSClient } from '@aws-sdk/client-sts';
import { Sha256 } from '@plumbline/event-kit/sha256';
import { SignatureV4 } from '@smithy/signature-v4';

/**
 * The role with which API Gateway writes logs in an account and region. The one call that is needed of the API: not worth a client.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/api/API_GetAccount.html
 */
export const apiGatewayRole = async (
  config: Pick<STSClient['config'], 'region' | 'credentials'>,
  send: (url: string, init: { readonly headers: Readonly<Record<string, string>> }) => Promise<Response> = fetch,
): Promise<string | undefined> => {
  const region = await config.region();
  const host = `apigateway.${region}.amazonaws.com`;
  const signer = new SignatureV4({ service: 'apigateway', region, credentials: await config.credentials(), sha256: Sha256 });
  const { headers } = await signer.sign({ method: 'GET', protocol: 'https:', hostname: host, path: '/account', headers: { host } });
  const { host: _host, ...sent } = headers;
  const response = await send(`https://${host}/account`, { headers: { accept: 'application/json', ...sent } });
  if (!response.ok) throw new Error(`API Gateway answered ${response.status}`);
  return ((await response.json()) as { cloudwatchRoleArn?: string }).cloudwatchRoleArn;
};
