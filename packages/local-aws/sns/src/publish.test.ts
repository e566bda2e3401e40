import {
  CreatePlatformEndpointCommand,
  PublishBatchCommand,
  type PublishBatchRequestEntry,
  PublishCommand,
  type PublishCommandInput,
  SNSClient,
} from '@aws-sdk/client-sns';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { refusalOf, type SnsStand, startSnsStand, topicArn } from './testing/sns-stand.ts';

let stand: SnsStand;
let topic: string;
let queue: string;

beforeAll(async () => {
  stand = await startSnsStand();
  topic = await stand.topic('t');
  queue = stand.queue('q');
  await stand.subscribe(topic, queue, { RawMessageDelivery: 'true' });
  await stand.topic('t.fifo', { FifoTopic: 'true' });
});
afterAll(async () => {
  expect(stand.errors).toEqual([]);
  await stand.stop();
});

const invalid = (reason: string) => ({ code: 'InvalidParameterException', message: `Invalid parameter: ${reason}`, status: 400 });
const NOT_FOUND = { code: 'NotFoundException', message: 'Topic does not exist', status: 404 };

// Recorded on AWS, 2023-08 to 2024-09.
describe('a message', () => {
  it.each<[string, Partial<PublishCommandInput>, object]>([
    ['the topic is gone', { TopicArn: topicArn('gone') }, NOT_FOUND],
    ['the topic is no ARN', { TopicArn: 'randomstring' }, invalid('TopicArn Reason: An ARN must have at least 6 elements, not 1')],
    ['the topic has two parts', { TopicArn: 'a:b' }, invalid('TopicArn Reason: An ARN must have at least 6 elements, not 2')],
    ['the topic is empty', { TopicArn: '' }, invalid('TopicArn Reason: An ARN must have at least 6 elements, not 1')],
    ['the topic is in another region', { TopicArn: 'arn:aws:sns:us-east-1:000000000000:t' }, invalid('TopicArn')],
    [
      'the target is an endpoint of an application',
      { TopicArn: undefined, TargetArn: 'arn:aws:sns:eu-west-1:000000000000:endpoint/APNS/app/1' },
      invalid('TargetArn Reason: No endpoint found for the target arn specified'),
    ],
    ['nothing says where it goes', { TopicArn: undefined }, invalid('TopicArn or TargetArn Reason: no value for required parameter')],
    ['it is empty', { Message: '' }, invalid('Empty message')],
    ['its subject is empty', { Subject: '' }, invalid('Subject')],
    ['its subject has 101 characters', { Subject: 'x'.repeat(101) }, invalid('Subject')],
    ['its subject has two lines', { Subject: 'a\nb' }, invalid('Subject')],
    ['it is larger than 256 KB', { Message: 'x'.repeat(262_145) }, invalid('Message too long')],
    [
      'it is larger than 256 KB with its attributes',
      { Message: 'x'.repeat(262_144 - 10), MessageAttributes: { attr: { DataType: 'String', StringValue: 'x' } } },
      invalid('Message too long'),
    ],
    [
      'it is JSON without a default',
      { MessageStructure: 'json', Message: '{"sqs":"x"}' },
      invalid('Message Structure - No default entry in JSON message body'),
    ],
    [
      'its default is not a text',
      { MessageStructure: 'json', Message: '{"default":{"object":1}}' },
      invalid('Message Structure - No default entry in JSON message body'),
    ],
    [
      'it should be JSON',
      { MessageStructure: 'json', Message: '{"default": "This is a default message"} }' },
      invalid('Message Structure - JSON message body failed to parse'),
    ],
    [
      'the topic is standard and it has a deduplication id',
      { MessageDeduplicationId: 'd' },
      invalid('MessageDeduplicationId Reason: The request includes MessageDeduplicationId parameter that is not valid for this topic type'),
    ],
    [
      'the topic is FIFO and it has no group',
      { TopicArn: topicArn('t.fifo') },
      invalid('The MessageGroupId parameter is required for FIFO topics'),
    ],
    [
      'the topic is FIFO and nothing can be compared',
      { TopicArn: topicArn('t.fifo'), MessageGroupId: 'g' },
      invalid('The topic should either have ContentBasedDeduplication enabled or MessageDeduplicationId provided explicitly'),
    ],
  ])('when %s, then it is refused', async (_when, more, expected) => {
    expect(await refusalOf(stand.publish({ TopicArn: topic, Message: 'x', ...more }))).toEqual(expected);
  });

  it('when it is for a phone number, then the error names the operation', async () => {
    const sms = stand.publish({ PhoneNumber: '+15551234567', Message: 'x' });
    expect(await refusalOf(sms)).toMatchObject({ code: 'NotImplemented', message: expect.stringContaining('Publish to a PhoneNumber') });
    const push = stand.client.send(new CreatePlatformEndpointCommand({ PlatformApplicationArn: 'a', Token: 't' }));
    expect(await refusalOf(push)).toMatchObject({ code: 'NotImplemented', message: expect.stringContaining('CreatePlatformEndpoint') });
  });

  it('when TargetArn names a topic, or JSON repeats a key, then it is taken', async () => {
    await stand.publish({ TargetArn: topic, Message: 'by target' });
    await stand.publish({ TopicArn: topic, MessageStructure: 'json', Message: '{"default":"one","default":"two"}' });
    expect(stand.messages(queue).map(({ body }) => body)).toEqual(['by target', 'two']);
  });
});

const message = (name: string) => `The message attribute 'attr1' ${name}`;
const TYPES = 'has an invalid message attribute type, the set of supported type prefixes is Binary, Number, and String.';

// Recorded on AWS, 2023-08 and 2024-11.
describe('the attributes of a message', () => {
  const attribute = (DataType: string, StringValue?: string, BinaryValue?: Buffer) => ({ attr1: { DataType, StringValue, BinaryValue } });
  const named = (name: string) => ({ [name]: { DataType: 'String', StringValue: '123' } });
  const nonEmpty = (type: string) => message(`must contain non-empty message attribute value for message attribute type '${type}'.`);

  it.each([
    ['a text is empty', attribute('String', ''), nonEmpty('String')],
    ['a text is missing', attribute('String'), nonEmpty('String')],
    ['bytes are empty', attribute('Binary', undefined, Buffer.of()), nonEmpty('Binary')],
    ['a text comes as bytes', attribute('String', undefined, Buffer.from('1')), message("with type 'String' must use field 'String'.")],
    ['a number comes as bytes', attribute('Number', undefined, Buffer.from('1')), message("with type 'Number' must use field 'String'.")],
    ['bytes come as a text', attribute('Binary', '123'), message("with type 'Binary' must use field 'Binary'.")],
    ['the type is unknown', attribute('InvalidType', '123'), message(TYPES)],
    ['the type ends in a dot', attribute('String.', 'x'), message(TYPES)],
    ['the type begins like another', attribute('Stringprefixed', 'x'), message(TYPES)],
    ['a number is not a number', attribute('Number', 'x'), "Could not cast message attribute 'attr1' value to number."],
    ['the name has 257 characters', named('a'.repeat(257)), 'Length of message attribute name must be less than 256 bytes.'],
    [
      'the name has a strange character',
      named('a^*?'),
      "Invalid non-alphanumeric character '#x5E' was found in the message attribute name. Can only include alphanumeric characters, hyphens, underscores, or dots.",
    ],
    ['the name begins with a dot', named('.abc'), "Invalid message attribute name starting with character '.' was found."],
    ['the name ends with a dot', named('abc.'), "Invalid message attribute name ending with character '.' was found."],
    ['the name has two dots', named('a..bc'), "Message attribute name can not have successive '.' character."],
  ])('when %s, then the message is refused, alone and in a batch', async (_when, MessageAttributes, text) => {
    const expected = { code: 'InvalidParameterValueException', message: text, status: 400 };
    expect(await refusalOf(stand.publish({ TopicArn: topic, Message: 'x', MessageAttributes }))).toEqual(expected);
    expect(await refusalOf(batch([{ Id: '1', Message: 'x', MessageAttributes }]))).toEqual(expected);
  });

  it.each([['String.prefixed'], ['String.  prefixed.'], ['Number.int'], ['String.Array']])(
    'when the type is "%s", then the message is taken',
    async (type) => {
      await stand.publish({ TopicArn: topic, Message: type, MessageAttributes: attribute(type, '1') });
      expect(stand.messages(queue)).toMatchObject([{ body: type, messageAttributes: { attr1: { dataType: type, stringValue: '1' } } }]);
    },
  );

  it('when there is no type, then the message is rejected with a validation error', async () => {
    const MessageAttributes = { attr1: { DataType: undefined, StringValue: 'x' } };
    const detected = (place: string) => ({
      code: 'ValidationError',
      message: `1 validation error detected: Value null at '${place}messageAttributes.attr1.member.dataType' failed to satisfy constraint: Member must not be null`,
      status: 400,
    });
    expect(await refusalOf(stand.publish({ TopicArn: topic, Message: 'x', MessageAttributes }))).toEqual(detected(''));
    expect(await refusalOf(batch([{ Id: '1', Message: 'x', MessageAttributes }]))).toEqual(
      detected('publishBatchRequestEntries.1.member.'),
    );
  });
});

const batch = (PublishBatchRequestEntries: PublishBatchRequestEntry[], TopicArn = topic) =>
  stand.client.send(new PublishBatchCommand({ TopicArn, PublishBatchRequestEntries }));

// Recorded on AWS, 2023-08 to 2025-12.
describe('a batch', () => {
  const entry = (Id: string, more: Partial<PublishBatchRequestEntry> = {}): PublishBatchRequestEntry => ({
    Id,
    Message: `m-${Id}`,
    ...more,
  });

  it('when it is accepted, then every entry has its message id, and none failed', async () => {
    const { Successful = [], Failed } = await batch([entry('a'.repeat(80)), entry('valid-message_123')]);
    expect(Successful.map(({ Id }) => Id)).toEqual(['a'.repeat(80), 'valid-message_123']);
    expect(new Set(Successful.map(({ MessageId }) => MessageId)).size).toBe(2);
    expect(Failed).toEqual([]);
    expect(stand.messages(queue)).toHaveLength(2);
  });

  it.each<[string, PublishBatchRequestEntry[], object, string?]>([
    ['the topic is gone', [entry('1')], NOT_FOUND, topicArn('gone')],
    ['it is empty', [], { code: 'EmptyBatchRequestException', status: 400 }],
    [
      'it has eleven entries',
      Array.from({ length: 11 }, (_, n) => entry(String(n))),
      { code: 'TooManyEntriesInBatchRequestException', message: 'The batch request contains more entries than permissible.' },
    ],
    [
      'two entries have one id',
      [entry('1'), entry('1')],
      { code: 'BatchEntryIdsNotDistinctException', message: 'Two or more batch entries in the request have the same Id.' },
    ],
    [
      'an id has a dot',
      [entry('message.id')],
      {
        code: 'InvalidBatchEntryIdException',
        message: 'The Id of a batch entry in the batch request contains an impermissible character: message.id',
      },
    ],
    [
      'an id has 81 characters',
      [entry('a'.repeat(81))],
      { code: 'InvalidBatchEntryIdException', message: `The Id of a batch entry in the batch request is too long: ${'a'.repeat(81)}` },
    ],
    [
      'its messages are larger than 256 KB together',
      [entry('1', { Message: 'x'.repeat(262_144) }), entry('2')],
      { code: 'BatchRequestTooLongException', message: 'The length of all the messages put together is more than the limit.' },
    ],
    [
      'a message is JSON without a default',
      [entry('1'), entry('2', { MessageStructure: 'json', Message: '{"sqs":"x"}' })],
      invalid('Message Structure - No default entry in JSON message body'),
    ],
    [
      'a message of a FIFO topic has no group',
      [entry('1', { MessageDeduplicationId: 'd' })],
      invalid('The MessageGroupId parameter is required for FIFO topics'),
      topicArn('t.fifo'),
    ],
  ])('when %s, then the whole request is refused', async (_when, entries, expected, arn) => {
    expect(await refusalOf(batch(entries, arn))).toMatchObject(expected);
    expect(stand.messages(queue)).toEqual([]);
  });
});

describe('the permission to publish', () => {
  it.each([
    ['has it', 'sns:Publish', true],
    ['has another', 'sns:Subscribe', false],
  ])("when a caller's role %s, then it decides", async (_when, Action, allowed) => {
    const roleArn = stand.putRole(`role-${Action}`, { Effect: 'Allow', Action, Resource: topic });
    const { credentials } = stand.iam.assumeRole(roleArn, 'f');
    const client = new SNSClient({ ...stand.clientConfig, credentials });
    const published = client.send(new PublishCommand({ TopicArn: topic, Message: 'by a role' }));
    if (allowed) await published;
    else
      expect(await refusalOf(published)).toEqual({
        code: 'AuthorizationErrorException',
        status: 403,
        message: expect.stringContaining(`is not authorized to perform: SNS:Publish on resource: ${topic}`),
      });
    expect(stand.messages(queue)).toHaveLength(allowed ? 1 : 0);
    client.destroy();
  });
});
