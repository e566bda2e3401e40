import { SESv2Client, SendEmailCommand } from '@aws-sdk/client-sesv2';
import { PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import { virtualClock } from '@plumbline/local-aws-kernel';
import type { StackFile } from '@plumbline/topology';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type LocalAws, type MailList, type StoredMail, startLocalAws } from '../src/index.ts';

const STACK: StackFile = {
  name: 'mail',
  directory: '/nowhere',
  data: {},
  resources: {
    aws_sesv2_configuration_set: { mails: { configuration_set_name: 'mails', sending_options: { sending_enabled: true } } },
    aws_sesv2_email_identity: {
      shop: { email_identity: 'shop@example.com', configuration_set_name: '${aws_sesv2_configuration_set.mails.configuration_set_name}' },
    },
    aws_ses_domain_identity: { org: { domain: 'example.org' } },
    aws_ses_template: { paid: { name: 'paid', subject: 'Order {{id}}', text: 'Thanks for {{id}}.' } },
    aws_sns_topic: { staff: { name: 'staff' } },
    aws_sns_topic_subscription: {
      staff: {
        ...{ topic_arn: '${aws_sns_topic.staff.arn}', protocol: 'email', endpoint: 'staff@example.net' },
        filter_policy: '{"restaurant":["Dominos"]}',
      },
    },
  },
};

let aws: LocalAws;
beforeEach(async () => {
  const clock = virtualClock(Date.UTC(2026, 0, 1), async () => aws?.idle());
  aws = await startLocalAws({ stacks: [STACK], port: 0, clock });
});
afterEach(() => aws.stop());

const config = () => ({ endpoint: aws.url, region: 'eu-west-1', credentials: { accessKeyId: 'test', secretAccessKey: 'test' } });
const mails = async (filter = ''): Promise<readonly StoredMail[]> =>
  ((await (await fetch(`${aws.url}/_plumbline/mail${filter}`)).json()) as MailList).mails;

describe('mail from Terraform', () => {
  it('when identities and templates are declared, then mails are sent with them', async () => {
    expect(aws.report.unknown).toEqual([]);
    const client = new SESv2Client(config());
    for (const FromEmailAddress of ['shop@example.com', 'any@example.org']) {
      await client.send(
        new SendEmailCommand({
          FromEmailAddress,
          Destination: { ToAddresses: ['ann@example.net'] },
          Content: { Template: { TemplateName: 'paid', TemplateData: '{"id":"o-1"}' } },
        }),
      );
    }
    client.destroy();
    expect(await mails('?to=ann@example.net')).toMatchObject([
      { from: 'any@example.org', subject: 'Order o-1' },
      { from: 'shop@example.com', text: 'Thanks for o-1.', tags: { 'ses:configuration-set': 'mails' } },
    ]);
  });

  it('when a mail subscription is declared, then its owner confirms it in the mailbox, and its filter applies', async () => {
    await aws.idle();
    const [question] = await mails('?to=staff@example.net');
    await fetch(question?.links?.[0]?.url ?? '');
    const client = new SNSClient(config());
    for (const StringValue of ['Dominos', 'Pizza Hut']) {
      const MessageAttributes = { restaurant: { DataType: 'String', StringValue } };
      await client.send(
        new PublishCommand({ TopicArn: 'arn:aws:sns:eu-west-1:000000000000:staff', Message: StringValue, MessageAttributes }),
      );
    }
    client.destroy();
    await aws.idle();
    expect((await mails('?to=staff@example.net')).map(({ text }) => text?.split('\n')[0])).toEqual(['Dominos', expect.any(String)]);
  });
});
