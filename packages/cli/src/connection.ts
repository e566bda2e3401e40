import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import { SQSClient } from '@aws-sdk/client-sqs';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { XRayClient } from '@aws-sdk/client-xray';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { deployedName, type EnvironmentName, environmentName } from '@plumbline/event-kit';
import { DEFAULT_PORT, LOCAL_ACCOUNT, OPERATOR_CREDENTIALS } from '@plumbline/local-aws';

/** The system that a command looks at: the local one, or the deployed one. The commands do not see a difference. */
export interface Connection {
  readonly table: DynamoDBDocumentClient;
  readonly s3: S3Client;
  readonly sqs: SQSClient;
  readonly xray: XRayClient;
  /** The deployed name of something. */
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
  const named = (name: string): string => deployedName(environment, name);
  return {
    table: DynamoDBDocumentClient.from(new DynamoDBClient(config)),
    s3: new S3Client(config),
    sqs: new SQSClient(config),
    xray: new XRayClient(config),
    named,
    async bucketNamed(name) {
      const { Account } = await new STSClient(config).send(new GetCallerIdentityCommand());
      return `${named(name)}-${Account}`;
    },
    where: aws ? 'AWS' : endpoint,
  };
};
