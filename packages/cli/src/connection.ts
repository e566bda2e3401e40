import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { S3Client } from '@aws-sdk/client-s3';
import { SFNClient } from '@aws-sdk/client-sfn';
import { SQSClient } from '@aws-sdk/client-sqs';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { XRayClient } from '@aws-sdk/client-xray';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { busName, deployedName, type EnvironmentName, environmentName, type LiveSystem } from '@plumbline/event-kit';
import { DEFAULT_PORT, LOCAL_ACCOUNT, OPERATOR_CREDENTIALS } from '@plumbline/local-aws';
import { type Resource, readStacks, resolveStack } from '@plumbline/topology';
import { ROOT } from './root.ts';

/** The system that a command uses: the local system or the deployed one. Commands do not need to distinguish them. */
export interface Connection {
  /** The configuration for further clients of the AWS SDK. */
  readonly client: LiveSystem['client'];
  readonly table: DynamoDBDocumentClient;
  readonly s3: S3Client;
  readonly sqs: SQSClient;
  readonly xray: XRayClient;
  readonly events: EventBridgeClient;
  readonly lambda: LambdaClient;
  readonly stepFunctions: SFNClient;
  readonly logs: CloudWatchLogsClient;
  /** `undefined` for a system without metrics, such as the local AWS. */
  readonly metrics: CloudWatchClient | undefined;
  /** The bus that all services share. */
  readonly bus: string;
  /** The address of a deployed REST API, without its stage. */
  executeApiUrl(restApiId: string, region: string): string;
  /** The synthesized resources, with references resolved as this system's deployment has them. */
  resources(): Promise<readonly Resource[]>;
  /** The deployed name of a resource. */
  named(name: string): string;
  /** The deployed name of a bucket: bucket names are global, so they end with the account. */
  bucketNamed(name: string): Promise<string>;
  /** For error messages. */
  readonly where: string;
}

export interface ConnectionOptions {
  /** @default the local AWS on its default port */
  readonly url?: string | undefined;
  /** Use the machine's AWS credentials and the real AWS. */
  readonly aws?: boolean | undefined;
  /** @default that of `PLUMBLINE_ENVIRONMENT` */
  readonly environment?: EnvironmentName | undefined;
}

export const connect = ({ url, aws = false, environment = environmentName(process.env) }: ConnectionOptions): Connection => {
  const endpoint = url ?? process.env.AWS_ENDPOINT_URL ?? `http://127.0.0.1:${DEFAULT_PORT}`;
  const config = aws ? {} : { endpoint, region: LOCAL_ACCOUNT.region, credentials: OPERATOR_CREDENTIALS };
  const sqs = new SQSClient(config);
  const account = async (): Promise<string> => (await new STSClient(config).send(new GetCallerIdentityCommand())).Account ?? '';
  const named = (name: string): string => deployedName(environment, name);
  return {
    client: config,
    table: DynamoDBDocumentClient.from(new DynamoDBClient(config)),
    s3: new S3Client(config),
    sqs,
    xray: new XRayClient(config),
    events: new EventBridgeClient(config),
    lambda: new LambdaClient(config),
    stepFunctions: new SFNClient(config),
    logs: new CloudWatchLogsClient(config),
    metrics: aws ? new CloudWatchClient(config) : undefined,
    bus: busName(environment),
    executeApiUrl: (restApiId, region) =>
      aws ? `https://${restApiId}.execute-api.${region}.amazonaws.com` : `${endpoint}/_aws/execute-api/${restApiId}`,
    async resources() {
      const accountId = await account();
      const region = await sqs.config.region();
      const world = {
        accountId,
        region,
        partition: 'aws',
        sqsEndpoint: aws ? `https://sqs.${region}.amazonaws.com` : endpoint,
        ...(aws ? {} : { localEndpoint: endpoint }),
      };
      // Leaves values that depend on a workspace's variables, such as the URL of an API destination, unresolved.
      return (await readStacks(`${ROOT}infra/cdktf.out`)).flatMap((stack) => resolveStack(stack, world, () => undefined));
    },
    named,
    bucketNamed: async (name) => `${named(name)}-${await account()}`,
    where: aws ? 'AWS' : endpoint,
  };
};
