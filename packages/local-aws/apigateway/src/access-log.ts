/** The values of a request that an access log line may contain. */
export interface AccessFacts {
  readonly requestId: string;
  readonly traceId: string;
  readonly status: number;
  readonly startMs: number;
  readonly endMs: number;
  readonly caller: string;
  readonly stage: string;
  readonly method: string;
  readonly resourcePath: string;
}

/**
 * A line of the stage's access log; a variable without a value becomes `-`, as on AWS.
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-variables-for-access-logging.html
 */
export const accessLogLine = (format: string, facts: AccessFacts): string => {
  const values: Readonly<Record<string, string>> = {
    'context.requestId': facts.requestId,
    'context.extendedRequestId': facts.requestId,
    'context.xrayTraceId': facts.traceId,
    'context.requestTime': new Date(facts.startMs).toISOString(),
    'context.requestTimeEpoch': String(facts.startMs),
    'context.httpMethod': facts.method,
    'context.resourcePath': facts.resourcePath,
    'context.stage': facts.stage,
    'context.identity.userArn': facts.caller,
    'context.identity.sourceIp': '127.0.0.1',
    'context.status': String(facts.status),
    'context.responseLatency': String(facts.endMs - facts.startMs),
  };
  return format.replace(/\$([a-zA-Z]+(?:\.[a-zA-Z]+)*)/g, (_, name: string) => values[name] ?? '-');
};
