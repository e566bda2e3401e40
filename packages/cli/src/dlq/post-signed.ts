import type { HttpParameters } from '@aws-sdk/client-eventbridge';
import { Sha256 } from '@plumbline/event-kit/sha256';
import { SignatureV4 } from '@smithy/signature-v4';
import type { Connection } from '../connection.ts';

/**
 * Calls a REST API as EventBridge would, signed with the operator's credentials.
 *
 * @param targetArn the target's ARN, `arn:aws:execute-api:region:account:api/stage/METHOD/path`.
 * @throws Error when the API does not answer with a 2xx status
 */
export const postSigned = async (
  { sqs, executeApiUrl }: Connection,
  targetArn: string,
  body: string,
  parameters: HttpParameters | undefined,
): Promise<void> => {
  const [restApiId = '', stage = '', method = 'POST', ...path] = targetArn.split(':').slice(5).join(':').split('/');
  const values = (parameters?.PathParameterValues ?? []).values();
  const filled = path.map((step) => (step === '*' ? encodeURIComponent(values.next().value ?? '*') : step));
  const region = await sqs.config.region();
  const url = new URL(`${executeApiUrl(restApiId, region)}/${stage}/${filled.join('/')}`);
  const query = parameters?.QueryStringParameters ?? {};
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
  const signer = new SignatureV4({ service: 'execute-api', region, credentials: await sqs.config.credentials(), sha256: Sha256 });
  const { headers } = await signer.sign({
    method,
    protocol: url.protocol,
    hostname: url.hostname,
    path: url.pathname,
    query,
    headers: { host: url.host, 'content-type': 'application/json', ...parameters?.HeaderParameters },
    body,
  });
  const { host: _host, ...sent } = headers;
  const response = await fetch(url, { method, headers: sent, body });
  if (!response.ok) throw new Error(`${method} ${url.pathname} answered ${response.status}: ${(await response.text()).slice(0, 200)}`);
};
