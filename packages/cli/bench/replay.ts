import {
  CreateArchiveCommand,
  CreateEventBusCommand,
  DescribeReplayCommand,
  EventBridgeClient,
  PutEventsCommand,
  PutRuleCommand,
  PutTargetsCommand,
  StartReplayCommand,
} from '@aws-sdk/client-eventbridge';
import { CreateQueueCommand, GetQueueAttributesCommand, SQSClient } from '@aws-sdk/client-sqs';
import { OPERATOR_CREDENTIALS } from '@plumbline/local-aws';
import { showProgress } from '../src/progress.ts';
import { plumbUp } from './plumb-up.ts';

const EVENTS = 100_000;
const ENTRIES_MAX = 10;
const IN_FLIGHT = 8;
const LOOK_MS = 100;
const BUS = 'replay-bench';
/** About the size of an order event. */
const DETAIL = JSON.stringify({ order_id: 'o-1', note: 'x'.repeat(700) });

/** A replay of many archived events to a queue, on a separate system with its state on disk. */
export const benchReplay = async (say: (line: string) => void): Promise<void> => {
  const system = await plumbUp(true);
  const config = { endpoint: system.url, region: 'eu-west-1', credentials: OPERATOR_CREDENTIALS };
  const [events, sqs] = [new EventBridgeClient(config), new SQSClient(config)];
  const { EventBusArn } = await events.send(new CreateEventBusCommand({ Name: BUS }));
  const { ArchiveArn } = await events.send(new CreateArchiveCommand({ ArchiveName: BUS, EventSourceArn: EventBusArn }));
  const progress = showProgress('archive');
  let put = 0;
  const entry = { Source: 'bench', DetailType: 'order', Detail: DETAIL, EventBusName: BUS };
  const putMany = async (): Promise<void> => {
    while (put < EVENTS) {
      put += ENTRIES_MAX;
      progress.show(put, EVENTS);
      await events.send(new PutEventsCommand({ Entries: Array.from({ length: ENTRIES_MAX }, () => entry) }));
    }
  };
  await Promise.all(Array.from({ length: IN_FLIGHT }, putMany));
  progress.end();

  const QueueUrl = await queueWithRule(events, sqs);
  const before = system.memoryMb();
  const memory: number[] = [];
  const startMs = performance.now();
  const [from, to] = [new Date(Date.now() - 3_600_000), new Date(Date.now() + 60_000)];
  await events.send(
    new StartReplayCommand({
      ReplayName: BUS,
      EventSourceArn: ArchiveArn,
      EventStartTime: from,
      EventEndTime: to,
      Destination: { Arn: EventBusArn },
    }),
  );
  for (;;) {
    const { State } = await events.send(new DescribeReplayCommand({ ReplayName: BUS }));
    memory.push(system.memoryMb());
    if (State === 'COMPLETED') break;
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
  }
  const seconds = (performance.now() - startMs) / 1_000;
  const { Attributes } = await sqs.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['ApproximateNumberOfMessages'] }));
  const quarters = [0.25, 0.5, 0.75, 1].map((share) => Math.round(memory[Math.ceil(memory.length * share) - 1] ?? 0));
  say(
    `replay   ${Attributes?.ApproximateNumberOfMessages} of ${EVENTS} archived events of ${DETAIL.length} bytes to a queue, durable: ` +
      `${Math.round(EVENTS / seconds)} events/s; memory before ${Math.round(before)} MB, after each quarter ${quarters.join(', ')} MB`,
  );
  await system.stop();
};

const queueWithRule = async (events: EventBridgeClient, sqs: SQSClient): Promise<string> => {
  const arn = `arn:aws:sqs:eu-west-1:000000000000:${BUS}`;
  const statement = { Effect: 'Allow', Principal: { Service: 'events.amazonaws.com' }, Action: 'sqs:SendMessage', Resource: arn };
  const Policy = JSON.stringify({ Version: '2012-10-17', Statement: [statement] });
  const { QueueUrl = '' } = await sqs.send(new CreateQueueCommand({ QueueName: BUS, Attributes: { Policy } }));
  await events.send(new PutRuleCommand({ Name: BUS, EventBusName: BUS, EventPattern: '{"source":["bench"]}' }));
  await events.send(new PutTargetsCommand({ Rule: BUS, EventBusName: BUS, Targets: [{ Id: 'q', Arn: arn }] }));
  return QueueUrl;
};
