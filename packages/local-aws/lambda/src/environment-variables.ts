import type { Account, Credentials } from '@plumbline/local-aws-kernel';
import type { FunctionDefinition } from './function-definition.ts';

interface Surroundings {
  /** The unpacked zip. */
  readonly directory: string;
  readonly logStream: string;
  readonly account: Account;
  /** Of the function's role. */
  readonly credentials: Credentials;
  readonly endpointUrl: string;
}

/**
 * The content of a function's `process.env`: its own variables and Lambda's, none of this process.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html#configuration-envvars-runtime
 */
export const environmentVariables = (definition: FunctionDefinition, at: Surroundings): Readonly<Record<string, string>> => ({
  ...definition.environment,
  _HANDLER: definition.handler,
  AWS_ACCESS_KEY_ID: at.credentials.accessKeyId,
  AWS_SECRET_ACCESS_KEY: at.credentials.secretAccessKey,
  AWS_SESSION_TOKEN: at.credentials.sessionToken,
  AWS_REGION: at.account.region,
  AWS_DEFAULT_REGION: at.account.region,
  AWS_ENDPOINT_URL: at.endpointUrl,
  AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x',
  AWS_LAMBDA_FUNCTION_NAME: definition.name,
  AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
  AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(definition.memoryMiB),
  AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
  AWS_LAMBDA_LOG_GROUP_NAME: definition.logGroup,
  AWS_LAMBDA_LOG_STREAM_NAME: at.logStream,
  LAMBDA_TASK_ROOT: at.directory,
  LANG: 'en_US.UTF-8',
  TZ: ':UTC',
});
