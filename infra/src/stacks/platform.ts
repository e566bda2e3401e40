import { busName, CLAIM_BUCKET } from '@plumbline/event-kit';
import { Bucket } from '../constructs/bucket.ts';
import { accept } from '../constructs/notes.ts';
import { PlumblineStack } from '../constructs/plumbline-stack.ts';
import { policy, trust } from '../constructs/policy.ts';
import type { Environment } from '../environment.ts';
import {
  ApiGatewayAccount,
  CloudwatchEventArchive,
  CloudwatchEventBus,
  type Construct,
  IamRole,
  IamRolePolicy,
  SchemasRegistry,
  XrayGroup,
  XraySamplingRule,
} from '../terraform.ts';

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/quotas-messages.html */
const DEAD_LETTER_DAYS = 14;

/** The shared resources: the bus, its archive and schema registry, the bucket for large events, tracing, and the account's settings for API Gateway. */
export class PlatformStack extends PlumblineStack {
  constructor(scope: Construct, environment: Environment) {
    super(scope, { environment, service: 'platform', team: 'platform-team', summary: 'The resources that all services share.' });
    this.createBus(environment);
    this.createSchemaRegistry(environment);
    this.keepLargeEvents(environment);
    this.createTracing(environment);
    this.letApiGatewayLog();
  }

  private createBus(environment: Environment): void {
    const bus = new CloudwatchEventBus(this, 'bus', { name: busName(environment.name), description: 'Events of all services' });
    new CloudwatchEventArchive(this, 'archive', {
      name: busName(environment.name),
      description: 'Every event, for replay',
      eventSourceArn: bus.arn,
      retentionDays: environment.archiveRetentionDays,
    });
  }

  /** Every account with access to the bus can read the schemas of its events. Each service registers the schemas of its team's events. */
  private createSchemaRegistry({ name }: Environment): void {
    new SchemasRegistry(this, 'schemas', { name: busName(name), description: 'Events of all services' });
  }

  /** The data of an event must exist as long as the archive can replay it or a dead-letter queue keeps it. */
  private keepLargeEvents({ archiveRetentionDays }: Environment): void {
    new Bucket(this, 'claims', { name: CLAIM_BUCKET, expireAfterDays: archiveRetentionDays + DEAD_LETTER_DAYS, notifies: false });
  }

  private createTracing(environment: Environment): void {
    new XraySamplingRule(this, 'sampling', {
      ruleName: busName(environment.name),
      priority: 100,
      version: 1,
      reservoirSize: 1,
      fixedRate: environment.traceRate,
      host: '*',
      httpMethod: '*',
      resourceArn: '*',
      serviceName: '*',
      serviceType: '*',
      urlPath: '*',
    });
    new XrayGroup(this, 'failed-orders', {
      groupName: this.named('failures'),
      filterExpression: 'fault = true OR error = true',
      insightsConfiguration: { insightsEnabled: true, notificationsEnabled: false },
    });
  }

  /** The role of the account and region with which stages write access logs. */
  private letApiGatewayLog(): void {
    const role = new IamRole(this, 'api-gateway-logs', {
      name: this.named('api-gateway-logs'),
      assumeRolePolicy: trust('apigateway.amazonaws.com'),
    });
    const permission = new IamRolePolicy(this, 'api-gateway-logs-policy', {
      name: 'write-logs',
      role: role.id,
      policy: policy({
        Effect: 'Allow',
        Action: [
          'logs:CreateLogGroup',
          'logs:CreateLogStream',
          'logs:DescribeLogGroups',
          'logs:DescribeLogStreams',
          'logs:PutLogEvents',
          'logs:GetLogEvents',
          'logs:FilterLogEvents',
        ],
        Resource: '*',
      }),
    });
    accept(
      permission,
      'RESOURCE_WILDCARD',
      'API Gateway names the log groups of executions itself; AWS’s own AmazonAPIGatewayPushToCloudWatchLogs allows the same.',
    );
    new ApiGatewayAccount(this, 'api-gateway-account', { cloudwatchRoleArn: role.arn, dependsOn: [permission] });
  }
}
