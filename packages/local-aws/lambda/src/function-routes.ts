import type { AwsRequest, AwsResponse } from '@plumbline/local-aws-kernel';
import { AwsError, json, NO_CONTENT, type Route } from '@plumbline/local-aws-kernel';
import type { FunctionDefinition } from './function-definition.ts';
import { checkEventSize } from './payload-limits.ts';
import type { LambdaServiceProps } from './service-props.ts';

const FUNCTION = '^/2015-03-31/functions/([^/]+)';

/** ListFunctions, GetFunction, GetFunctionConfiguration, Invoke. */
export const functionRoutes = (props: LambdaServiceProps): readonly Route[] => [
  {
    operation: 'Invoke',
    method: 'POST',
    path: new RegExp(`${FUNCTION}/invocations$`),
    run: (request, [name = '']) => invoke(request, props.functionOf(name), props),
  },
  {
    operation: 'ListFunctions',
    method: 'GET',
    path: /^\/2015-03-31\/functions\/?$/,
    run(request) {
      request.authorize({ action: 'lambda:ListFunctions', resource: '*' });
      return json(200, { Functions: props.functions.all().map(configuration) });
    },
  },
  {
    operation: 'GetFunction',
    method: 'GET',
    path: new RegExp(`${FUNCTION}$`),
    run(request, [name = '']) {
      const definition = props.functionOf(name);
      request.authorize({ action: 'lambda:GetFunction', resource: definition.arn });
      const reserved = props.settings.concurrency.get(definition.name);
      return json(200, {
        Configuration: configuration(definition),
        ...(reserved === undefined ? {} : { Concurrency: { ReservedConcurrentExecutions: reserved } }),
      });
    },
  },
  {
    operation: 'GetFunctionConfiguration',
    method: 'GET',
    path: new RegExp(`${FUNCTION}/configuration$`),
    run(request, [name = '']) {
      const definition = props.functionOf(name);
      request.authorize({ action: 'lambda:GetFunctionConfiguration', resource: definition.arn });
      return json(200, configuration(definition));
    },
  },
];

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html */
const invoke = async (request: AwsRequest, { arn }: FunctionDefinition, props: LambdaServiceProps): Promise<AwsResponse> => {
  request.authorize({ action: 'lambda:InvokeFunction', resource: arn });
  const event = request.body.length === 0 ? '{}' : request.body.toString('utf8');
  const type = request.headers['x-amz-invocation-type'] ?? 'RequestResponse';
  checkEventSize(type === 'Event' ? 'Event' : 'RequestResponse', event);
  try {
    JSON.parse(event);
  } catch (cause) {
    throw new AwsError('InvalidRequestContentException', 'Could not parse request body into json.', { cause });
  }
  const options = { traceHeader: request.traceHeader, requestId: request.requestId };
  if (type === 'DryRun') return NO_CONTENT;
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
  ...(definition.deadLetterQueueArn === undefined ? {} : { DeadLetterConfig: { TargetArn: definition.deadLetterQueueArn } }),
});
