/** A deployed function. */
export interface FunctionDefinition {
  readonly name: string;
  readonly arn: string;
  readonly roleArn: string;
  /** Such as `index.handler`. */
  readonly handler: string;
  /** The deployed zip. */
  readonly zipPath: string;
  readonly timeoutSeconds: number;
  readonly memoryMiB: number;
  readonly environment: Readonly<Record<string, string>>;
  readonly logGroup: string;
  /** Invocations that may run at once; further ones are throttled. 0 stops the function. @default as the API says, else unlimited */
  readonly reservedConcurrency?: number;
  /** Where asynchronous events go that are given up: a queue's ARN. @default nowhere */
  readonly deadLetterQueueArn?: string;
  /** X-Ray: `Active` starts a trace where none is; `PassThrough` only goes on with one. */
  readonly tracing: 'Active' | 'PassThrough';
}

/** What an invocation came to. */
export interface InvocationResult {
  /** The answer as JSON, or the error as Lambda shows it: `{ errorType, errorMessage, trace }`. */
  readonly payload: string;
  /** `Unhandled` when the function threw, timed out or died. */
  readonly functionError?: 'Unhandled';
  readonly requestId: string;
}
