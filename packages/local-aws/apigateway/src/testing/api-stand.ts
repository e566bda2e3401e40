import { signRequest, type ToSign } from '@plumbline/local-aws-kernel';
import { type FunctionStand, type FunctionStandProps, startFunctionStand } from '@plumbline/local-aws-lambda/testing';
import { apigateway } from '../index.ts';
import type { RestMethod } from '../rest-api.ts';

export const API = 'abc123';
export const API_ARN = `arn:aws:execute-api:eu-west-1:000000000000:${API}`;
export const OPERATOR = { accessKeyId: 'test', secretAccessKey: 'test' };
/** A function that returns its event. */
export const ECHO = 'export const handler = (event) => ({ statusCode: 200, body: JSON.stringify(event) });';

type Call = Partial<Pick<ToSign, 'method' | 'headers' | 'body' | 'accessKeyId' | 'secretAccessKey' | 'sessionToken'>>;

const services = { apigateway };

/** For tests: a stand with a REST API. */
export interface ApiStand extends Omit<FunctionStand<typeof services>, 'deploy'> {
  /** Deploys the function behind `path` (parts separated by `/`), such as `orders/{id}`. @default POST /orders, signed */
  deploy(source: string, path?: string, method?: Partial<RestMethod> & { timeoutMs?: number }): Promise<void>;
  /** `path` begins with the stage. */
  urlOf(path: string): string;
  /** Calls the API, signed. @default POST /dev/orders, as the operator */
  call(path?: string, call?: Call): Promise<Response>;
}

export const startApiStand = async (props: FunctionStandProps<typeof services> = {}): Promise<ApiStand> => {
  const stand = await startFunctionStand(props, services);
  const { apis } = stand.apigateway;
  apis.putApi({ id: API, name: 'orders', rootResourceId: 'root' });
  const format = '$context.httpMethod $context.resourcePath $context.status $context.identity.userArn $context.unknown';
  apis.putStage({ restApiId: API, name: 'dev', tracing: true, accessLog: { group: '/api/orders', format } });
  const urlOf = (path: string): string => `${stand.endpoint.url}/_aws/execute-api/${API}${path}`;
  return {
    ...stand,
    urlOf,
    async deploy(source, path = 'orders', { timeoutMs = 29_000, httpMethod = 'POST', authorization = 'AWS_IAM' } = {}) {
      const functionArn = await stand.putFunction(`f-${path.replaceAll(/\W+/g, '-')}`, source);
      stand.lambda.addPermission(functionArn, {
        Effect: 'Allow',
        Action: 'lambda:InvokeFunction',
        Principal: { Service: 'apigateway.amazonaws.com' },
        Condition: { ArnLike: { 'aws:SourceArn': `${API_ARN}/*/*` } },
      });
      let resourceId = 'root';
      for (const pathPart of path.split('/').filter((part) => part !== '')) {
        const id = `${resourceId}/${pathPart}`;
        apis.putResource({ id, restApiId: API, parentId: resourceId, pathPart });
        resourceId = id;
      }
      apis.putMethod({ restApiId: API, resourceId, httpMethod, authorization });
      apis.putIntegration({ restApiId: API, resourceId, httpMethod, functionArn, timeoutMs });
    },
    call(path = '/dev/orders', { method = 'POST', body, ...more } = {}) {
      const sent = body !== undefined && { body };
      const headers = signRequest({ ...OPERATOR, ...more, method, url: urlOf(path), service: 'execute-api', ...sent });
      return fetch(urlOf(path), { method, headers, ...sent });
    },
  };
};

/** The event that `ECHO` received. */
export const eventOf = async (response: Response): Promise<Record<string, unknown>> => {
  if (response.status !== 200) throw new Error(`The API answered ${response.status}: ${await response.text()}`);
  return (await response.json()) as Record<string, unknown>;
};

export const messageOf = async (response: Response): Promise<readonly unknown[]> => [
  response.status,
  ((await response.json()) as { message: string }).message,
];
