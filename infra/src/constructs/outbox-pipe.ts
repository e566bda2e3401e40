import { busName, OUTBOX_ATTRIBUTES } from '@plumbline/event-kit';
import { CloudwatchLogGroup, Construct, IamRole, IamRolePolicy, PipesPipe } from '../terraform.ts';
import { Alarm } from './alarm.ts';
import { PlumblineStack } from './plumbline-stack.ts';
import { policy, type Statement, trust } from './policy.ts';
import { publishing } from './publishing.ts';
import { Queue } from './queue.ts';
import type { ServiceFunction } from './service-function.ts';
import type { Table } from './table.ts';

/** PutEvents takes ten entries, and a pipe's batch may not exceed its target's: https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-pipes-batching-concurrency.html */
const BATCH_SIZE = 10;
/** The retention of a stream, https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Streams.html */
const RECORD_AGE_SECONDS_MAX = 86_400;

/**
 * Publishes a table's outbox items: the table's stream, a filter for outbox items, the function that turns them into events, and the bus.
 * The order of the items of one partition is kept.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-pipes-dynamodb.html
 */
export class OutboxPipe extends Construct {
  private readonly name: string;

  constructor(scope: Construct, id: string, props: { readonly table: Table; readonly publisher: ServiceFunction }) {
    super(scope, id);
    const { table, publisher } = props;
    const stack = PlumblineStack.current(this);
    this.name = publisher.name;
    const bus = stack.arn('events', `event-bus/${busName(stack.environment.name)}`);
    const unpublished = new Queue(this, 'unpublished', {
      name: `${publisher.manifest.name}-unpublished`,
      alarm: `The pipe ${this.name} could not publish outbox items. The message has their position in the stream; the items are in the table for a week.`,
    });
    const role = new IamRole(this, 'role', {
      name: `${this.name}-pipe-role`,
      assumeRolePolicy: trust('pipes.amazonaws.com', stack.arn('pipes', `pipe/${this.name}`)),
    });
    const rolePolicy = new IamRolePolicy(this, 'policy', {
      name: `${this.name}-pipe-policy`,
      role: role.id,
      policy: policy(...this.statements(props, unpublished)),
    });
    new PipesPipe(this, 'pipe', {
      name: this.name,
      description: publisher.manifest.summary,
      roleArn: role.arn,
      source: table.streamArn,
      sourceParameters: {
        filterCriteria: { filter: [{ pattern: JSON.stringify(OUTBOX_ITEMS) }] },
        dynamodbStreamParameters: {
          startingPosition: 'TRIM_HORIZON',
          batchSize: BATCH_SIZE,
          maximumRecordAgeInSeconds: RECORD_AGE_SECONDS_MAX,
          maximumRetryAttempts: -1,
          onPartialBatchItemFailure: 'AUTOMATIC_BISECT',
          deadLetterConfig: { arn: unpublished.arn },
        },
      },
      enrichment: publisher.resource.arn,
      target: bus,
      targetParameters: {
        eventbridgeEventBusParameters: { source: '$.source', detailType: '$.detailType' },
        inputTemplate: '<$.detail>',
      },
      logConfiguration: { level: 'ERROR', cloudwatchLogsLogDestination: { logGroupArn: this.createLogGroup().arn } },
      dependsOn: [rolePolicy],
    });
    new Alarm(this, 'failed', {
      name: `${publisher.manifest.name}-pipe-failed`,
      description: `The pipe ${this.name} failed. It retries; its logs tell why.`,
      namespace: 'AWS/EventBridge/Pipes',
      metric: 'ExecutionFailed',
      dimensions: { PipeName: this.name },
    });
  }

  private statements(
    { table, publisher }: { readonly table: Table; readonly publisher: ServiceFunction },
    unpublished: Queue,
  ): readonly Statement[] {
    return [
      {
        Effect: 'Allow',
        Action: ['dynamodb:DescribeStream', 'dynamodb:GetRecords', 'dynamodb:GetShardIterator'],
        Resource: table.streamArn,
      },
      // It supports no resource.
      { Effect: 'Allow', Action: 'dynamodb:ListStreams', Resource: '*' },
      { Effect: 'Allow', Action: 'lambda:InvokeFunction', Resource: publisher.resource.arn },
      { Effect: 'Allow', Action: 'sqs:SendMessage', Resource: unpublished.arn },
      publishing(PlumblineStack.current(this), publisher.manifest.publishes),
    ];
  }

  private createLogGroup(): CloudwatchLogGroup {
    return new CloudwatchLogGroup(this, 'logs', {
      // The prefix lets AWS manage the permission to write, https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-pipes-logs.html
      name: `/aws/vendedlogs/pipes/${this.name}`,
      retentionInDays: PlumblineStack.current(this).environment.logRetentionDays,
    });
  }
}

const OUTBOX_ITEMS = {
  eventName: ['INSERT'],
  dynamodb: { NewImage: { [OUTBOX_ATTRIBUTES.data]: { S: [{ exists: true }] } } },
};
