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

/** What all services share: the bus, its archive and schema registry, the bucket for large events, tracing, and the account's settings for API Gateway. */
export class PlatformStack extends PlumblineStack {
  constructor(scope: Construct, environment: Environment) {
    super(scope, { environment, service: 'platform', team: 'platform-team', summary: 'What all services share.' });
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

  /** Who can see the bus can see what is on it. Each service registers the schemas of the events that its team owns. */
  private createSchemaRegistry({ name }: Environment): void {
    new SchemasRegistry(this, 'schemas', { name: busName(name), description: 'Events of all services' });
  }

  /** As long as the archive can replay an event, and a dead-letter queue keeps it, its data has to be there. */
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

  /** One role for the account and region, without which no stage can write access logs. */
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
