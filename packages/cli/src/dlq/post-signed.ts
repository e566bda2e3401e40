import { createHash, createHmac, type Hash, type Hmac } from 'node:crypto';
import type { HttpParameters } from '@aws-sdk/client-eventbridge';
import { SignatureV4 } from '@smithy/signature-v4';
import type { Connection } from '../connection.ts';

/**
 * Calls a REST API as EventBridge would, signed with the operator's credentials.
 *
 * @param targetArn the target's ARN, `arn:aws:execute-api:region:account:api/stage/METHOD/path`.
 * @throws Error when it does not answer 2xx
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

/** What the signer counts with. */
class Sha256 {
  readonly #hash: Hash | Hmac;

  constructor(secret?: string | ArrayBuffer | ArrayBufferView) {
    const key = secret === undefined || typeof secret === 'string' ? secret : bytesOf(secret);
    this.#hash = key === undefined ? createHash('sha256') : createHmac('sha256', key);
  }

  update(data: Uint8Array): void {
    this.#hash.update(data);
  }

  async digest(): Promise<Uint8Array> {
    return this.#hash.digest();
  }

  reset(): void {
    throw new Error('This hash is used once.');
  }
}

const bytesOf = (data: ArrayBuffer | ArrayBufferView): Uint8Array =>
  ArrayBuffer.isView(data) ? new Uint8Array(data.buffer, data.byteOffset, data.byteLength) : new Uint8Array(data);
