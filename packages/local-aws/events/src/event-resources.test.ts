import { rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  CreateApiDestinationCommand,
  CreateConnectionCommand,
  CreateEventBusCommand,
  DisableRuleCommand,
  EventBridgeClient,
  PutRuleCommand,
  PutTargetsCommand,
  RemoveTargetsCommand,
} from '@aws-sdk/client-eventbridge';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type EventStand, startEventStand } from './testing/delivery-stand.ts';

const file = join(tmpdir(), `make-again-${process.pid}.db`);
const PATTERN = '{"source":["com.acme"]}';
const QUEUE = 'arn:aws:sqs:eu-west-1:000000000000:q';

let stand: EventStand;
let client: EventBridgeClient;
const start = async (): Promise<void> => {
  stand = await startEventStand({ file });
  client = new EventBridgeClient(stand.clientConfig);
};
beforeEach(start);
afterEach(async () => {
  await stand.stop();
  for (const suffix of ['', '-wal', '-shm']) rmSync(`${file}${suffix}`, { force: true });
});
const restart = async (): Promise<void> => {
  await stand.stop();
  await start();
};

describe('a resource of the API, after a restart', () => {
  it('then it exists again, and removed ones do not', async () => {
    await client.send(new CreateEventBusCommand({ Name: 'mine', Description: 'my bus' }));
    await client.send(new PutRuleCommand({ Name: 'r', EventBusName: 'mine', EventPattern: PATTERN, State: 'DISABLED' }));
    const Targets = ['a', 'b'].map((Id) => ({ Id, Arn: QUEUE, InputPath: '$.detail' }));
    await client.send(new PutTargetsCommand({ Rule: 'r', EventBusName: 'mine', Targets }));
    await client.send(new RemoveTargetsCommand({ Rule: 'r', EventBusName: 'mine', Ids: ['a'] }));
    const { ConnectionArn } = await client.send(
      new CreateConnectionCommand({
        Name: 'c',
        AuthorizationType: 'BASIC',
        AuthParameters: { BasicAuthParameters: { Username: 'u', Password: 'p' } },
      }),
    );
    await client.send(new CreateApiDestinationCommand({ Name: 'd', ConnectionArn, InvocationEndpoint: 'https://x', HttpMethod: 'POST' }));
    await restart();
    const rule = stand.events.buses.rule('mine', 'r');
    expect(stand.events.buses.get('mine').description).toBe('my bus');
    expect(rule.enabled).toBe(false);
    expect([...rule.targets.keys()]).toEqual(['b']);
    expect(rule.targets.get('b')?.input).toEqual({ kind: 'path', path: '$.detail' });
    const { connections, destinations } = stand.events.apiDestinations;
    expect([...connections.values()]).toMatchObject([{ name: 'c' }]);
    expect([...destinations.values()]).toMatchObject([{ name: 'd' }]);
  });

  it('then declared resources are as declared, and a target that was added to one still exists', async () => {
    const deploy = ({ events }: Pick<EventStand, 'events'>): void =>
      void events.declare.rule({ name: 'declared', busName: 'default', pattern: PATTERN, enabled: true });
    deploy(stand);
    await client.send(new DisableRuleCommand({ Name: 'declared' }));
    await client.send(new PutTargetsCommand({ Rule: 'declared', Targets: [{ Id: 'added', Arn: QUEUE }] }));
    await stand.stop();
    stand = await startEventStand({ file, deploy });
    const rule = stand.events.buses.rule('default', 'declared');
    expect(rule.enabled).toBe(true);
    expect([...rule.targets.keys()]).toEqual(['added']);
  });

  it('then resources that depend on a missing one are dropped, with a warning', async () => {
    stand.events.declare.bus({ name: 'declared' });
    await client.send(new PutRuleCommand({ Name: 'r', EventBusName: 'declared', EventPattern: PATTERN }));
    await client.send(new PutTargetsCommand({ Rule: 'r', EventBusName: 'declared', Targets: [{ Id: 't', Arn: QUEUE }] }));
    await restart();
    expect(stand.occurrences).toEqual([
      { kind: 'warning', message: 'The rule r was created over the API and is dropped: its bus declared no longer exists.' },
      { kind: 'warning', message: 'The target t was created over the API and is dropped: its rule r no longer exists.' },
    ]);
    expect(stand.store.prepare('select kind from setting').all()).toEqual([]);
  });
});
