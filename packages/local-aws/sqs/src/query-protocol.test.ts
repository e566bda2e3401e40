import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type SqsTestStand, startSqsTestStand } from './testing/sqs-stand.ts';

let stand: SqsTestStand;
let QueueUrl: string;

beforeEach(async () => {
  stand = await startSqsTestStand();
  QueueUrl = stand.sqs.queueUrl(stand.sqs.putQueue({ name: 'orders' }));
});
afterEach(() => stand.stop());

const AUTHORIZATION = `AWS4-HMAC-SHA256 Credential=a/20260101/eu-west-1/sqs/aws4_request, SignedHeaders=host, Signature=${'0'.repeat(64)}`;
const call = async (form: Record<string, string>, path = '/') => {
  const headers = { authorization: AUTHORIZATION };
  const answer = await fetch(stand.endpoint.url + path, {
    method: 'POST',
    headers,
    body: new URLSearchParams({ Version: '2012-11-05', ...form }),
  });
  return { status: answer.status, text: await answer.text() };
};

describe('the query protocol', () => {
  it('when a message is sent and received, then the answers are XML', async () => {
    const sent = await call({
      Action: 'SendMessage',
      QueueUrl,
      MessageBody: 'a <b> & c',
      'MessageAttribute.1.Name': 'kind',
      'MessageAttribute.1.Value.DataType': 'String',
      'MessageAttribute.1.Value.StringValue': 'x',
    });
    expect(sent.text).toMatch(/<SendMessageResponse xmlns="[^"]+"><SendMessageResult><MessageId>[^<]+<\/MessageId><MD5OfMessageBody>/);
    const received = await call(
      { Action: 'ReceiveMessage', 'AttributeName.1': 'All', 'MessageAttributeName.1': 'All', MaxNumberOfMessages: '10' },
      new URL(QueueUrl).pathname,
    );
    expect(received.text).toContain('<Body>a &lt;b&gt; &amp; c</Body>');
    expect(received.text).toContain('<Attribute><Name>ApproximateReceiveCount</Name><Value>1</Value></Attribute>');
    expect(received.text).toContain(
      '<MessageAttribute><Name>kind</Name><Value><DataType>String</DataType><StringValue>x</StringValue></Value></MessageAttribute>',
    );
    const handle = /<ReceiptHandle>([^<]+)</.exec(received.text)?.[1] ?? '';
    expect((await call({ Action: 'DeleteMessage', QueueUrl, ReceiptHandle: handle })).status).toBe(200);
    expect(
      (await call({ Action: 'GetQueueAttributes', QueueUrl, 'AttributeName.1': 'ApproximateNumberOfMessagesNotVisible' })).text,
    ).toContain('<Attribute><Name>ApproximateNumberOfMessagesNotVisible</Name><Value>0</Value></Attribute>');
  });

  it('when queues are listed, then their URLs are returned', async () => {
    expect((await call({ Action: 'GetQueueUrl', QueueName: 'orders' })).text).toContain(
      `<GetQueueUrlResult><QueueUrl>${QueueUrl}</QueueUrl></GetQueueUrlResult>`,
    );
    expect((await call({ Action: 'ListQueues' })).text).toContain(`<QueueUrl>${QueueUrl}</QueueUrl>`);
  });

  it.each([
    [{ Action: 'GetQueueUrl', QueueName: 'none' }, 400, '<Type>Sender</Type><Code>AWS.SimpleQueueService.NonExistentQueue</Code>'],
    [{ Action: 'TagQueue' }, 501, '<Code>NotImplemented</Code>'],
  ])('when %j fails, then the error is XML with the old code', async (form, status, text) => {
    expect(await call(form)).toEqual({ status, text: expect.stringContaining(text) });
  });
});
