import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AwsError } from '../aws-error.ts';
import { openStore, type Store } from '../store/store.ts';
import { type ServiceTestStand, startServiceTestStand } from '../testing/service-test-stand.ts';
import type { QueryInput } from './query-input.ts';
import { queryService } from './query-service.ts';
import { signRequest } from './sign-request.ts';

let store: Store;
let stand: ServiceTestStand;
let seen: QueryInput;

beforeEach(async () => {
  store = openStore(':memory:');
  const service = queryService({
    signingName: 'sns',
    namespace: 'http://example.test/',
    operations: {
      Publish: {
        permissions: (input) => [{ action: 'sns:Publish', resource: input.text('TopicArn') ?? '*' }],
        run(input) {
          seen = input;
          if (input.text('Message') === undefined) throw new AwsError('InvalidParameter', 'Invalid parameter: <Empty> message');
          return { MessageId: 'm-1' };
        },
      },
      DeleteTopic: { permissions: () => [], run: () => undefined },
    },
  });
  stand = await startServiceTestStand(service, store);
});
afterEach(async () => {
  await stand.endpoint.close();
  store.close();
});

const call = async (form: Readonly<Record<string, string>>): Promise<{ readonly status: number; readonly text: string }> => {
  const url = `${stand.endpoint.url}/`;
  const body = new URLSearchParams(form).toString();
  const headers = signRequest({ accessKeyId: 'test', secretAccessKey: 'test', method: 'POST', url, service: 'sns', body, headers: {} });
  const response = await fetch(url, { method: 'POST', body, headers: { ...headers, 'content-type': 'application/x-www-form-urlencoded' } });
  return { status: response.status, text: await response.text() };
};

describe('a service of the query protocol', () => {
  it('when an operation answers, then its result is in an element of its name', async () => {
    const { status, text } = await call({ Action: 'Publish', TopicArn: 't', Message: 'x' });
    expect(status).toBe(200);
    expect(text).toContain('<PublishResponse xmlns="http://example.test/"><PublishResult><MessageId>m-1</MessageId></PublishResult>');
    expect(stand.asked).toEqual([{ action: 'sns:Publish', resource: 't' }]);
  });

  it('when an operation has no result, then the response has no element for it', async () => {
    expect((await call({ Action: 'DeleteTopic' })).text).toMatch(/<DeleteTopicResponse [^>]*><ResponseMetadata>/);
  });

  it('when an operation refuses, then the error says so in XML', async () => {
    const { status, text } = await call({ Action: 'Publish' });
    expect(status).toBe(400);
    expect(text).toContain('<Type>Sender</Type><Code>InvalidParameter</Code><Message>Invalid parameter: &lt;Empty&gt; message</Message>');
  });

  it.each([['OptInPhoneNumber'], ['toString'], ['']])(
    'when the operation is "%s", which does not exist, then the error names it',
    async (Action) => {
      const { status, text } = await call({ Action });
      expect(status).toBe(501);
      expect(text).toContain('<Code>NotImplemented</Code>');
    },
  );

  it('when there are lists and maps, then they are read in the order of their numbers', async () => {
    await call({
      ...{ Action: 'Publish', Message: 'x', 'TagKeys.member.2': 'b', 'TagKeys.member.1': 'a', 'TagKeys.member.10': 'c' },
      ...{
        'Tags.member.1.Key': 'k',
        'Tags.member.1.Value': 'v',
        'Attributes.entry.1.key': 'DisplayName',
        'Attributes.entry.1.value': 'Shop',
      },
      ...{ 'MessageAttributes.entry.1.Name': 'store', 'MessageAttributes.entry.1.Value.StringValue': 'x' },
    });
    expect(seen.texts('TagKeys')).toEqual(['a', 'b', 'c']);
    expect(seen.list('Tags').map((tag) => [tag.text('Key'), tag.text('Value')])).toEqual([['k', 'v']]);
    expect(seen.map('Attributes')).toEqual({ DisplayName: 'Shop' });
    expect(seen.structures('MessageAttributes').map(([name, value]) => [name, value.text('StringValue')])).toEqual([['store', 'x']]);
    expect(seen.texts('none')).toEqual([]);
    expect(seen.list('none')).toEqual([]);
    expect(seen.map('none')).toEqual({});
    expect(seen.structures('none')).toEqual([]);
  });
});
