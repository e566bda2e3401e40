import type { Statement } from '@plumbline/iam-policy';
import { events } from '@plumbline/local-aws-events';
import { type MachineStand, startMachineStand, taskMachine } from '@plumbline/local-aws-stepfunctions/testing';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';

const PUT_EVENTS = 'arn:aws:states:::events:putEvents';
let stand: MachineStand<{ readonly events: typeof events }>;

beforeAll(async () => {
  stand = await startMachineStand({}, { events });
  stand.events.buses.put('orders');
  stand.events.buses.putRule({ name: 'all', busName: 'orders', pattern: '{"source":["shop"]}', enabled: true });
});
afterEach(() => expect(stand.errors).toEqual([]));
afterAll(() => stand.stop());

describe('a task that puts events', () => {
  const entry = { Source: 'shop', DetailType: 'sold', EventBusName: 'orders' };

  it('when events are put, then they carry the ARNs of the machine and the execution', async () => {
    const definition = taskMachine(PUT_EVENTS, { Parameters: { Entries: [{ ...entry, 'Detail.$': '$', Resources: ['one'] }] } });
    const machineArn = stand.putMachine(definition, { name: 'seller' });
    const executionArn = stand.begin(machineArn, { a: 1 });
    await stand.settled();
    expect((await stand.describe(executionArn)).output).toEqual({ Entries: [{ EventId: expect.any(String) }], FailedEntryCount: 0 });
    const event = stand.occurrences.findLast((one) => one.kind === 'event' && one.busName === 'orders');
    expect(event).toMatchObject({ rules: ['all'], event: { detail: { a: 1 }, resources: ['one', machineArn, executionArn] } });
  });

  it('when the SDK puts them, then a failed entry is part of the result, and nothing is added', async () => {
    const sdk = taskMachine('arn:aws:states:::aws-sdk:eventbridge:putEvents', {
      Parameters: { Entries: [{ ...entry, Detail: '"text"' }] },
    });
    expect(await stand.run(sdk)).toMatchObject({ status: 'SUCCEEDED', output: { FailedEntryCount: 1 } });
  });

  it('when an entry fails, then the task fails with the response', async () => {
    expect(await stand.run(taskMachine(PUT_EVENTS, { Parameters: { Entries: [{ ...entry, Detail: '"text"' }] } }))).toEqual({
      status: 'FAILED',
      error: 'EventBridge.FailedEntry',
      cause: '{"Entries":[{"ErrorCode":"MalformedDetail","ErrorMessage":"Detail is malformed."}],"FailedEntryCount":1}',
    });
  });

  it('when the role may put other events only, then the task fails', async () => {
    const other: Statement = {
      ...{ Effect: 'Allow', Action: 'events:PutEvents', Resource: '*' },
      Condition: { 'ForAllValues:StringEquals': { 'events:detail-type': 'bought' } },
    };
    expect(await stand.run(taskMachine(PUT_EVENTS, { Parameters: { Entries: [{ ...entry, Detail: {} }] } }), {}, other)).toMatchObject({
      error: 'EventBridge.AmazonEventBridgeException',
      cause: expect.stringContaining('is not authorized to perform: events:PutEvents'),
    });
  });
});
