import { SendTaskSuccessCommand } from '@aws-sdk/client-sfn';
import type { Statement } from '@plumbline/iam-policy';
import { sns } from '@plumbline/local-aws-sns';
import { type MachineStand, startMachineStand, taskMachine } from '@plumbline/local-aws-stepfunctions/testing';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';

const PUBLISH = 'arn:aws:states:::sns:publish';
const TOPIC = 'arn:aws:sns:eu-west-1:000000000000:t';
const QUEUE = 'arn:aws:sqs:eu-west-1:000000000000:q';
let stand: MachineStand<{ readonly sns: typeof sns }>;

beforeAll(async () => {
  stand = await startMachineStand({}, { sns });
  for (const name of ['t', 't.fifo']) stand.sns.declare.topic({ name, fifo: name.endsWith('.fifo') });
  stand.sqs.putQueue({ name: 'q' });
  stand.sqs.setPolicy(QUEUE, { Statement: { Effect: 'Allow', Principal: '*', Action: 'sqs:SendMessage', Resource: QUEUE } });
  for (const topicArn of [TOPIC, `${TOPIC}.fifo`])
    stand.sns.declare.subscription({ topicArn, protocol: 'sqs', endpoint: QUEUE, attributes: { RawMessageDelivery: 'true' } });
});
afterEach(() => {
  for (const { receiptHandle } of stand.take(QUEUE)) stand.sqs.remove(QUEUE, receiptHandle);
  expect(stand.errors).toEqual([]);
});
afterAll(() => stand.stop());

const run = (Parameters: object, ...statements: readonly Statement[]) =>
  stand.run(taskMachine(PUBLISH, { Parameters: { TopicArn: TOPIC, ...Parameters } }), {}, ...statements);

// Recorded on AWS, 2025-11.
describe('a task that publishes', () => {
  it.each([
    ['a text', 'HelloWorld', 'HelloWorld'],
    ['a text in quotes', '"HelloWorld"', '"HelloWorld"'],
    ['an object', { Message: 'HelloWorld!' }, '{"Message":"HelloWorld!"}'],
    ['an empty object', {}, '{}'],
  ])('when the message is %s, then subscribers receive it, and the output has its id', async (_what, Message, body) => {
    const { status, output } = await run({ Message });
    expect(status).toBe('SUCCEEDED');
    expect(output).toEqual({
      MessageId: expect.any(String),
      SdkHttpMetadata: expect.objectContaining({
        HttpHeaders: expect.objectContaining({ 'Content-Type': 'text/xml' }),
        HttpStatusCode: 200,
      }),
      SdkResponseMetadata: { RequestId: expect.any(String) },
    });
    expect(stand.take(QUEUE)).toMatchObject([{ body }]);
  });

  it('when the message has attributes, then subscribers receive them', async () => {
    const attribute = (StringValue: string) => ({ DataType: 'String', StringValue });
    await run({ Message: 'x', MessageAttributes: { my_attribute_no_1: attribute('Hello'), Version: attribute('string value literal') } });
    expect(stand.take(QUEUE)).toMatchObject([
      { messageAttributes: { my_attribute_no_1: { stringValue: 'Hello' }, Version: { stringValue: 'string value literal' } } },
    ]);
  });

  it('when the topic is FIFO, then the output has a sequence number', async () => {
    const { output } = await run({ TopicArn: `${TOPIC}.fifo`, Message: 'x', MessageGroupId: 'a-group', MessageDeduplicationId: 'dedup-1' });
    expect(output).toMatchObject({ SequenceNumber: expect.stringMatching(/^\d{20}$/) });
  });

  it.each([
    [
      'the topic does not exist',
      { TopicArn: `${TOPIC}-gone` },
      'SNS.NotFoundException',
      'Topic does not exist (Service: AmazonSNS; Status Code: 404; Error Code: NotFound;',
    ],
    [
      'a message to a FIFO topic has no group',
      { TopicArn: `${TOPIC}.fifo` },
      'SNS.InvalidParameterException',
      'Invalid parameter: The MessageGroupId parameter is required for FIFO topics (Service: AmazonSNS; Status Code: 400; Error Code: InvalidParameter;',
    ],
    ['a parameter is unknown', { Colour: 'red' }, 'States.Runtime', "local-aws does not support the parameter 'Colour' of sns:publish."],
  ])('when %s, then the task fails', async (_when, more, error, cause) => {
    expect(await run({ Message: 'x', ...more })).toEqual({ status: 'FAILED', error, cause: expect.stringContaining(cause) });
  });

  it('when the role may not publish, then the task fails', async () => {
    expect(await run({ Message: 'x' }, { Effect: 'Allow', Action: 'sns:Subscribe', Resource: '*' })).toMatchObject({
      error: 'SNS.AuthorizationErrorException',
      cause: expect.stringContaining('is not authorized to perform: SNS:Publish'),
    });
  });

  it('when it waits for its token, then a receiver of the message can end it', async () => {
    const definition = taskMachine(`${PUBLISH}.waitForTaskToken`, {
      Parameters: { TopicArn: TOPIC, Message: { 'token.$': '$$.Task.Token' } },
    });
    const executionArn = stand.begin(stand.putMachine(definition));
    await stand.settled();
    const [record] = stand.take(QUEUE);
    const { token: taskToken } = JSON.parse(record?.body ?? '') as { readonly token: string };
    expect((await stand.describe(executionArn)).status).toBe('RUNNING');
    await stand.sfn.send(new SendTaskSuccessCommand({ taskToken, output: '{"ok":true}' }));
    await stand.settled();
    expect(await stand.describe(executionArn)).toEqual({ status: 'SUCCEEDED', output: { ok: true } });
  });
});
