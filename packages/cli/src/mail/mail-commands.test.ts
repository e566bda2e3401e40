import { stripVTControlCharacters } from 'node:util';
import { SESv2Client, SendEmailCommand } from '@aws-sdk/client-sesv2';
import { type LocalAws, startLocalAws } from '@plumbline/local-aws';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { listMail, showMail } from './mail-commands.ts';

let aws: LocalAws;
let client: SESv2Client;
beforeAll(async () => {
  const resources = { aws_sesv2_email_identity: { shop: { email_identity: 'shop@example.com' } } };
  aws = await startLocalAws({ stacks: [{ name: 'mail', directory: '/nowhere', data: {}, resources }], port: 0 });
  client = new SESv2Client({ endpoint: aws.url, region: 'eu-west-1', credentials: { accessKeyId: 'test', secretAccessKey: 'test' } });
  for (const [to, subject] of [
    ['ann@example.net', 'Paid'],
    ['bob@example.net', 'Payment failed'],
  ] as const) {
    const Content = { Simple: { Subject: { Data: subject }, Body: { Text: { Data: `Dear ${to}` } } } };
    await client.send(new SendEmailCommand({ FromEmailAddress: 'shop@example.com', Destination: { ToAddresses: [to] }, Content }));
  }
});
afterAll(async () => {
  client.destroy();
  await aws.stop();
});

const said = async (run: (say: (line: string) => void) => Promise<void>): Promise<readonly string[]> => {
  const lines: string[] = [];
  await run((line) => void lines.push(stripVTControlCharacters(line)));
  return lines;
};
const list = (more: object = {}) => said((say) => listMail(aws.url, { json: false, ...more }, say));
const show = (id: string, json = false) => said((say) => showMail(aws.url, id, { json }, say));

describe('plumb mail list', () => {
  it('when there are mails, then each has a line, the newest first', async () => {
    expect(await list()).toEqual([
      expect.stringMatching(/^ {4}2 {2}\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d {2}ses {2}Payment failed +bob@example.net$/),
      expect.stringMatching(/^ {4}1 .* Paid +ann@example.net$/),
    ]);
  });

  it.each([
    [{ to: 'ann@example.net' }, ['1']],
    [{ subject: 'pa', max: 1 }, ['2']],
    [{ since: '2000-01-01' }, ['2', '1']],
  ])('when the filter is %j, then the mails are %j', async (filter, expected) => {
    expect((await list(filter)).map((line) => line.trim().split(' ')[0])).toEqual(expected);
  });

  it('when none matches, then it says so', async () => {
    expect(await list({ to: 'x@example.net' })).toEqual([`no mail matches at ${aws.url}`]);
  });

  it('when JSON is asked for, then it is the answer of the mailbox', async () => {
    expect(JSON.parse((await list({ json: true, to: 'ann@example.net' })).join(''))).toMatchObject([{ id: 1, subject: 'Paid' }]);
  });

  it('when a filter is wrong, then the mailbox’s reason is the error', async () => {
    await expect(list({ since: 'yesterday' })).rejects.toThrow('since is a time');
  });

  it('when nothing answers, then the error says how to start it', async () => {
    await expect(listMail('http://127.0.0.1:1', { json: false }, () => undefined)).rejects.toThrow(
      'Start the local system with "npm start".',
    );
  });
});

describe('plumb mail show', () => {
  it('when the mail exists, then it shows its headers and its text', async () => {
    const [mail = ''] = await show('1');
    expect(mail.split('\n').filter((line) => /^(from|to|subject|Dear)/.test(line))).toEqual([
      'from        shop@example.com',
      'to          ann@example.net',
      'subject     Paid',
      'Dear ann@example.net',
    ]);
    expect(JSON.parse((await show('1', true)).join(''))).toMatchObject({ id: 1, text: 'Dear ann@example.net' });
  });

  it.each([
    ['x', 'A mail has a number'],
    ['99', 'The mail 99 does not exist'],
  ])('when the number is %s, then the error says: %s', async (id, message) => {
    await expect(show(id)).rejects.toThrow(message);
  });
});
