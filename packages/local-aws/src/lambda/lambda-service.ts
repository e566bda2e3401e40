import { AwsError, notImplemented } from '../aws-error.ts';
import type { AwsRequest, AwsResponse, AwsService } from '../endpoint/aws-service.ts';
import type { FunctionDefinition } from './function-definition.ts';
import type { Lambda } from './lambda.ts';

interface Props extends Pick<Lambda, 'invoke' | 'invokeAsync'> {
  /** Throws ResourceNotFoundException. */
  readonly deployed: (name: string) => FunctionDefinition;
  readonly all: () => readonly FunctionDefinition[];
}

const FUNCTIONS = '/2015-03-31/functions';

/** Lambda's REST API: Invoke, GetFunction, GetFunctionConfiguration, ListFunctions. */
export const lambdaService = (props: Props): AwsService => {
  const route = async (request: AwsRequest): Promise<AwsResponse> => {
    const [, name, rest = ''] = /^\/2015-03-31\/functions\/([^/]+)(\/.*)?$/.exec(request.path) ?? [];
    if (request.method === 'GET' && (request.path === FUNCTIONS || request.path === `${FUNCTIONS}/`)) {
      request.authorize({ action: 'lambda:ListFunctions', resource: '*' });
      return json(200, { Functions: props.all().map(configuration) });
    }
    if (name === undefined) throw notImplemented('lambda', `${request.method} ${request.path}`);
    const definition = props.deployed(decodeURIComponent(name));
    if (request.method === 'POST' && rest === '/invocations') return invoke(request, definition, props);
    if (request.method === 'GET' && (rest === '' || rest === '/configuration')) {
      request.authorize({ action: rest === '' ? 'lambda:GetFunction' : 'lambda:GetFunctionConfiguration', resource: definition.arn });
      return json(200, rest === '' ? { Configuration: configuration(definition) } : configuration(definition));
    }
    throw notImplemented('lambda', `${request.method} ${request.path}`);
  };
  return {
    signingName: 'lambda',
    async handle(request) {
      try {
        return await route(request);
      } catch (error) {
        if (!(error instanceof AwsError)) throw error;
        return {
          // Unlike the JSON services, which answer 400.
          ...json(error.code === 'AccessDeniedException' ? 403 : error.status, { Type: 'User', Message: error.message }),
          headers: { 'content-type': 'application/json', 'x-amzn-errortype': error.code },
        };
      }
    },
  };
};

const invoke = async (request: AwsRequest, { arn }: FunctionDefinition, props: Props): Promise<AwsResponse> => {
  request.authorize({ action: 'lambda:InvokeFunction', resource: arn });
  const event = request.body.length === 0 ? '{}' : request.body.toString('utf8');
  try {
    JSON.parse(event);
  } catch (cause) {
    throw new AwsError('InvalidRequestContentException', 'Could not parse request body into json.', { cause });
  }
  const options = { traceHeader: request.traceHeader, requestId: request.requestId };
  const type = request.headers['x-amz-invocation-type'] ?? 'RequestResponse';
  if (type === 'DryRun') return { status: 204 };
  if (type === 'Event') {
    props.invokeAsync(arn, event, options);
    return { status: 202 };
  }
  const result = await props.invoke(arn, event, options);
  return {
    status: 200,
    headers: {
      'content-type': 'application/json',
      'x-amz-executed-version': '$LATEST',
      ...(result.functionError === undefined ? {} : { 'x-amz-function-error': result.functionError }),
    },
    body: result.payload,
  };
};

const json = (status: number, body: unknown): AwsResponse => ({
  status,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(body),
});

const configuration = (definition: FunctionDefinition) => ({
  FunctionName: definition.name,
  FunctionArn: definition.arn,
  Runtime: 'nodejs24.x',
  Role: definition.roleArn,
  Handler: definition.handler,
  Timeout: definition.timeoutSeconds,
  MemorySize: definition.memoryMiB,
  State: 'Active',
  Version: '$LATEST',
  PackageType: 'Zip',
  Architectures: ['arm64'],
  Environment: { Variables: definition.environment },
  TracingConfig: { Mode: definition.tracing },
  LoggingConfig: { LogFormat: 'JSON', LogGroup: definition.logGroup },
});
