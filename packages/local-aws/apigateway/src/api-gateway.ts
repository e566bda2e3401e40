import { randomUUID } from 'node:crypto';
import {
  type Account,
  API_GATEWAY,
  AwsError,
  type AwsResponse,
  type AwsService,
  arnOf,
  formatTraceHeader,
  type Kernel,
  newSegmentId,
  newTraceId,
  type Offers,
  type Ports,
  parseTraceHeader,
  type Segment,
} from '@plumbline/local-aws-kernel';
import { type AccessFacts, accessLogLine } from './access-log.ts';
import { refusalOf } from './authorize-call.ts';
import { proxyEvent } from './proxy-event.ts';
import { proxyResponse } from './proxy-response.ts';
import { type RestApis, type RestMatch, type RestStage, restApis } from './rest-api.ts';
import { restApiTarget } from './rest-api-target.ts';
import type { RestCall } from './rest-call.ts';

/** The local API Gateway: REST APIs with Lambda proxy integrations. */
export interface ApiGateway {
  readonly apis: RestApis;
  /** `/_aws/execute-api/{restApiId}/{stage}/{path}` on the endpoint, the local form of a deployed API's host name. */
  readonly service: AwsService;
  readonly offers: Offers;
  call(call: RestCall): Promise<AwsResponse>;
}

const EXECUTE_API_PATH = '/_aws/execute-api/';

export const openApiGateway = (
  { account, clock, iam }: Pick<Kernel, 'account' | 'clock' | 'iam'>,
  { functions, log, trace }: Pick<Ports, 'functions' | 'log' | 'trace'>,
): ApiGateway => {
  const apis = restApis();

  const call: ApiGateway['call'] = async (request) => {
    const stage = apis.stage(request.restApiId, request.stage);
    const match = stage === undefined ? undefined : apis.match(request.restApiId, request.method, request.path);
    // AWS answers an unknown API, stage or path with the error for a missing signature.
    if (stage === undefined || match === undefined)
      return problem(403, 'Missing Authentication Token', 'MissingAuthenticationTokenException');
    const startMs = clock.now();
    const requestId = randomUUID();
    const incoming = parseTraceHeader(request.headers['x-amzn-trace-id']);
    const traceId = incoming?.root ?? newTraceId(startMs);
    const segmentId = newSegmentId();
    const answer = await answerOf(
      request,
      match,
      requestId,
      stage.tracing ? formatTraceHeader(traceId, segmentId) : request.headers['x-amzn-trace-id'],
    );
    const endMs = clock.now();
    const facts: CallFacts = { requestId, traceId, segmentId, parentId: incoming?.parent, status: answer.status, startMs, endMs };
    if (stage.tracing) trace(stageSegment(request, match, stage, facts));
    writeAccessLog(log, stage, match, request, facts);
    return { ...answer, headers: { 'x-amzn-trace-id': `Root=${traceId}`, 'x-amzn-requestid': requestId, ...answer.headers } };
  };

  const answerOf = async (
    request: RestCall,
    match: RestMatch,
    requestId: string,
    traceHeader: string | undefined,
  ): Promise<AwsResponse> => {
    const sourceArn = methodArn(account, request, match);
    const refusal = refusalOf(request.caller, match, sourceArn, apis.policy(request.restApiId), iam);
    if (refusal !== undefined) return problem(403, refusal.message, refusal.code);
    const { functionArn, timeoutMs } = match.integration;
    if (!functions.exists(functionArn) || !functions.permits(functionArn, API_GATEWAY, sourceArn))
      return problem(500, 'Internal server error', 'InternalServerErrorException');
    const event = proxyEvent(request, match, { requestId, account, nowMs: clock.now(), traceHeader });
    const invocation = functions.invoke(functionArn, JSON.stringify(event), { traceHeader }).catch(refusedByLambda);
    let cancel = (): void => undefined;
    const timeout = new Promise<undefined>((resolve) => {
      cancel = clock.at(clock.now() + timeoutMs, () => resolve(undefined));
    });
    const result = await Promise.race([invocation, timeout]);
    cancel();
    if (result === 'refused') return problem(500, 'Internal server error', 'InternalServerErrorException');
    if (result === undefined) return problem(504, 'Endpoint request timed out', 'IntegrationFailureException');
    return result.functionError === undefined
      ? proxyResponse(result.payload)
      : problem(502, 'Internal server error', 'InternalServerErrorException');
  };

  return {
    apis,
    call,
    offers: { target: restApiTarget(call) },
    service: {
      signingName: 'execute-api',
      pathPrefix: EXECUTE_API_PATH,
      strict: true,
      operationOf: () => 'Invoke',
      async handle(request) {
        const [, restApiId = '', stage = '', path = '/'] =
          /^([^/]+)\/([^/]+)(\/.*)?$/.exec(request.path.slice(EXECUTE_API_PATH.length)) ?? [];
        const { method, query, headers, body, caller } = request;
        return call({ restApiId, stage, method, path, query, headers, body, caller });
      },
      errorAnswer: ({ code, message, status }) => problem(status, message, code),
    },
  };
};

/**
 * "If the Lambda API rejects the invocation request, API Gateway returns a 500 error code", such as when it is throttled.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/services-apigateway.html#services-apigateway-errors
 */
const refusedByLambda = (error: unknown): 'refused' => {
  if (error instanceof AwsError) return 'refused';
  throw error;
};

interface CallFacts extends Pick<AccessFacts, 'requestId' | 'traceId' | 'status' | 'startMs' | 'endMs'> {
  readonly segmentId: string;
  readonly parentId: string | undefined;
}

/** The method's ARN in policies and permissions. */
const methodArn = (account: Account, { restApiId, stage, method }: RestCall, { resourcePath }: RestMatch): string =>
  arnOf(account, 'execute-api', `${restApiId}/${stage}/${method}${resourcePath}`);

const stageSegment = (request: RestCall, match: RestMatch, stage: RestStage, facts: CallFacts): Segment => ({
  trace_id: facts.traceId,
  id: facts.segmentId,
  ...(facts.parentId === undefined ? {} : { parent_id: facts.parentId }),
  name: `${match.api.name}/${stage.name}`,
  origin: 'AWS::ApiGateway::Stage',
  start_time: facts.startMs / 1_000,
  end_time: facts.endMs / 1_000,
  http: { request: { method: request.method, url: request.path }, response: { status: facts.status } },
  ...(facts.status >= 500 ? { fault: true } : facts.status >= 400 ? { error: true } : {}),
});

const writeAccessLog = (log: Ports['log'], stage: RestStage, { resourcePath }: RestMatch, request: RestCall, facts: CallFacts): void => {
  if (stage.accessLog === undefined) return;
  const caller = request.caller.kind === 'role' ? request.caller.sessionArn : '-';
  const line = accessLogLine(stage.accessLog.format, { ...facts, caller, stage: stage.name, method: request.method, resourcePath });
  log(stage.accessLog.group, request.restApiId, [{ timeMs: facts.endMs, message: line }]);
};

const problem = (status: number, message: string, type: string): AwsResponse => ({
  status,
  headers: { 'content-type': 'application/json', 'x-amzn-errortype': type },
  body: JSON.stringify({ message }),
});
