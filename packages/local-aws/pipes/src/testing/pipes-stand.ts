import { DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import type { Statement } from '@plumbline/iam-policy';
import { dynamodb } from '@plumbline/local-aws-dynamodb';
import { events } from '@plumbline/local-aws-events';
import type { Occurrence } from '@plumbline/local-aws-kernel';
import { type FunctionStand, type FunctionStandProps, startFunctionStand } from '@plumbline/local-aws-lambda/testing';
import { sns } from '@plumbline/local-aws-sns';
import { stepfunctions } from '@plumbline/local-aws-stepfunctions';
import { pipes } from '../index.ts';
import type { PipeShape } from '../pipe-shape.ts';

const services = { dynamodb, sns, events, stepfunctions, pipes };
type Services = typeof services;

/** The stream of the table `orders`. */
export const STREAM = 'arn:aws:dynamodb:eu-west-1:000000000000:table/orders/stream/1';
/** The log group `got`. */
export const GROUP = 'arn:aws:logs:eu-west-1:000000000000:log-group:got';

/** For tests: a stand with the table `orders`, whose stream is the source, and with queues. */
export interface PipesStand extends FunctionStand<Services> {
  /** Deploys a pipe with a role of its own; full access without statements. */
  pipe(shape: Partial<PipeShape>, ...statements: readonly Statement[]): void;
  /** Writes items with these ids. */
  put(...ids: readonly string[]): Promise<void>;
  /** The bodies of a queue's messages. */
  bodies(queueArn: string): readonly string[];
  /** The lines of the log group `got`. */
  lines(): readonly string[];
  /** The events of invocations of a function. */
  invocations(functionName: string): readonly unknown[];
}

/** The stream from its start, in batches of up to ten. */
export const FROM_STREAM = { DynamoDBStreamParameters: { StartingPosition: 'TRIM_HORIZON', BatchSize: 10 } };

export const startPipesStand = async (props: FunctionStandProps<Services> = {}): Promise<PipesStand> => {
  const stand = (await startFunctionStand(props, services)) as FunctionStand<Services>;
  stand.dynamodb.putTable({
    name: 'orders',
    hashKey: 'id',
    attributes: { id: 'S' },
    stream: { viewType: 'NEW_AND_OLD_IMAGES', label: '1' },
  });
  stand.logs.putLogGroup({ name: 'got' });
  const client = new DynamoDBClient(stand.clientConfig);
  let roles = 0;
  return {
    ...stand,
    pipe(shape, ...statements) {
      roles += 1;
      stand.pipes.declarePipe({ Name: 'p', RoleArn: stand.putRole(`pipe-${roles}`, ...statements), Source: STREAM, ...shape });
      stand.pipes.start();
    },
    async put(...ids) {
      for (const id of ids) await client.send(new PutItemCommand({ TableName: 'orders', Item: { id: { S: id } } }));
    },
    bodies: (queueArn) => stand.take(queueArn).map(({ body }) => body),
    lines: () =>
      stand.store
        .prepare("select message from log_event where log_group = 'got' order by id")
        .all()
        .map(({ message }) => String(message)),
    invocations: (functionName) =>
      stand.occurrences
        .filter((one): one is Occurrence & { kind: 'invocation' } => one.kind === 'invocation' && one.functionName === functionName)
        .map(({ event }) => JSON.parse(event) as unknown),
    async stop() {
      client.destroy();
      await stand.stop();
    },
  };
};
