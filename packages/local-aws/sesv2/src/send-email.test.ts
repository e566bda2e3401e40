import { SendBulkEmailCommand, SendEmailCommand, type SendEmailCommandInput } from '@aws-sdk/client-sesv2';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type SesStand, startSesStand } from './testing/ses-stand.ts';

let stand: SesStand;
beforeEach(async () => {
  stand = await startSesStand();
});
afterEach(async () => {
  await stand.stop();
  expect(stand.errors).toEqual([]);
});

const SIMPLE = { Simple: { Subject: { Data: 'Paid' }, Body: { Text: { Data: 'Thanks.' } } } };
const inputOf = (more: Partial<SendEmailCommandInput> = {}): SendEmailCommandInput => ({
  FromEmailAddress: 'shop@example.com',
  Destination: { ToAddresses: ['ann@example.net'] },
  Content: SIMPLE,
  ...more,
});
const send = (more: Partial<SendEmailCommandInput> = {}) => stand.client.send(new SendEmailCommand(inputOf(more)));
const to = (...ToAddresses: string[]) => ({ Destination: { ToAddresses } });

/** https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_SendEmail.html */
describe('SendEmail', () => {
  it('when a mail is sent, then it is in the mailbox with all its parts', async () => {
    const { MessageId } = await send({
      FromEmailAddress: '"The Shop" <shop@example.com>',
      Destination: { ToAddresses: ['Ann <ann@example.net>'], CcAddresses: ['bob@example.net'], BccAddresses: ['carl@example.net'] },
      ReplyToAddresses: ['help@example.net'],
      EmailTags: [{ Name: 'order', Value: 'o-1' }],
      Content: {
        Simple: {
          Subject: { Data: 'Bezahlt: 5 €' },
          Body: { Text: { Data: 'Danke.' }, Html: { Data: '<p>Danke.</p>', Charset: 'UTF-8' } },
          Headers: [{ Name: 'X-Order', Value: 'o-1' }],
          Attachments: [{ FileName: 'a.txt', RawContent: Buffer.from('hello'), ContentType: 'text/plain' }],
        },
      },
    });
    expect(MessageId).toMatch(/^0102[0-9a-f]{12}-[0-9a-f-]{36}-000000$/);
    expect(await stand.mails()).toEqual([
      {
        ...{ id: 1, receivedAt: '2026-01-01T00:00:00.000Z', messageId: MessageId, service: 'ses', from: '"The Shop" <shop@example.com>' },
        ...{ to: ['Ann <ann@example.net>'], cc: ['bob@example.net'], bcc: ['carl@example.net'], replyTo: ['help@example.net'] },
        ...{ subject: 'Bezahlt: 5 €', text: 'Danke.', html: '<p>Danke.</p>', headers: { 'X-Order': 'o-1' }, tags: { order: 'o-1' } },
        attachments: [{ fileName: 'a.txt', contentType: 'text/plain', content: '' }],
      },
    ]);
  });

  it('when a mail is sent twice, then there are two: a caller that must not repeat a mail checks it first', async () => {
    await send();
    await send();
    expect((await stand.mails()).length).toBe(2);
  });

  it.each<readonly [what: string, more: Partial<SendEmailCommandInput>, message: string]>([
    ['no sender', { FromEmailAddress: undefined }, 'FromEmailAddress'],
    ['no receiver', { Destination: {} }, 'no recipients'],
    ['51 receivers', to(...Array.from({ length: 51 }, (_, index) => `${index}@example.net`)), 'Recipient count exceeds 50'],
    ['no content', { Content: {} }, 'exactly one of Simple, Raw and Template'],
    ['two contents', { Content: { ...SIMPLE, Raw: { Data: Buffer.from('x') } } }, 'exactly one of'],
    ['no subject', { Content: { Simple: { ...SIMPLE.Simple, Subject: undefined } } }, 'Subject'],
    ['no body', { Content: { Simple: { ...SIMPLE.Simple, Body: {} } } }, 'Either Text or Html'],
    ['a wrong header', { Content: { Simple: { ...SIMPLE.Simple, Headers: [{ Name: 'a b', Value: 'c' }] } } }, 'Invalid header name'],
    ['a wrong tag', { EmailTags: [{ Name: 'a b', Value: 'c' }] }, 'Invalid tag'],
    ['a contact list, which local-aws does not have', { ListManagementOptions: { ContactListName: 'l' } }, 'ListManagementOptions'],
    ['a tenant, which local-aws does not have', { TenantName: 't' }, 'TenantName'],
  ])('when it has %s, then it is refused', async (_what, more, message) => {
    await expect(send(more)).rejects.toMatchObject({ name: 'BadRequestException', message: expect.stringContaining(message) });
    expect(await stand.mails()).toEqual([]);
  });

  it.each([
    ['ann', "Missing final '@domain'"],
    ['', 'Illegal address'],
    ['@example.net', 'Missing local name'],
    ['ann@', 'Missing domain'],
    ['an n@example.net', 'Local address contains control or whitespace'],
    ['ann@exa mple.net', 'Domain contains control or whitespace'],
    ['ann..b@example.net', 'Local address contains dot-dot'],
    ['.ann@example.net', 'Local address starts with dot'],
    ['ann@.example.net', 'Domain starts with dot'],
    ['ann@example..net', 'Domain contains dot-dot'],
    ['ann@example.net.', 'Domain ends with dot'],
    ['ann@exa_mple!.net', 'Domain contains illegal character'],
    ['jörg@example.net', 'Local address contains non-ASCII characters'],
    ['ann@example.net, bob@example.net', 'Local address contains control or whitespace'],
    ['Ann <ann@example.net', 'Illegal address'],
  ])('when a receiver is %j, then it is refused: %s', async (address, message) => {
    await expect(send(to(address))).rejects.toMatchObject({ name: 'BadRequestException', message });
  });

  it.each([
    'ann+tag@example.net',
    '"Ann, the First" <ann@example.net>',
    'Ann <ann@sub.example.net>',
    '"a b"@example.net'.replace(' ', '.'),
    "o'neil@example.net",
  ])('when a receiver is %s, then it is accepted', async (address) => {
    await send(to(address));
    expect((await stand.mails())[0]?.to).toEqual([address]);
  });
});

/** https://docs.aws.amazon.com/ses/latest/dg/creating-identities.html */
describe('the sender', () => {
  it.each(['shop@example.com', 'shop@EXAMPLE.com', 'shop+label@example.com', 'Any One <any@example.org>', 'any@mail.example.org'])(
    'when it is %s, then it is verified',
    async (FromEmailAddress) => {
      await send({ FromEmailAddress });
      expect((await stand.mails()).length).toBe(1);
    },
  );

  it.each(['other@example.com', 'SHOP@example.com', 'any@notexample.org'])(
    'when it is %s, then the mail is rejected',
    async (FromEmailAddress) => {
      await expect(send({ FromEmailAddress })).rejects.toMatchObject({
        name: 'MessageRejected',
        message: `Email address is not verified. The following identities failed the check in region EU-WEST-1: ${FromEmailAddress}`,
      });
    },
  );

  it('when bounces would go to an unverified address, then the mail is rejected', async () => {
    await expect(send({ FeedbackForwardingEmailAddress: 'x@example.com' })).rejects.toMatchObject({ name: 'MessageRejected' });
  });
});

/** https://docs.aws.amazon.com/ses/latest/dg/request-production-access.html */
describe('the sandbox', () => {
  it('when the account is in it, then receivers must be verified, too, and every failure is named', async () => {
    await stand.stop();
    stand = await startSesStand({ sandbox: true });
    await expect(send({ FromEmailAddress: 'x@example.com', ...to('ann@example.net', 'ok@example.org') })).rejects.toMatchObject({
      name: 'MessageRejected',
      message: expect.stringMatching(/: x@example.com, ann@example.net$/),
    });
    await send(to('ok@example.org'));
    expect((await stand.mails()).length).toBe(1);
  });

  it('when 200 receivers got a mail within 24 hours, then the next mail is refused until the day has passed', async () => {
    await stand.stop();
    stand = await startSesStand({ sandbox: true });
    const receivers = Array.from({ length: 50 }, (_, index) => `${index}@example.org`);
    for (const _time of [1, 2, 3, 4]) await send(to(...receivers));
    await expect(send(to('a@example.org'))).rejects.toMatchObject({ message: 'Daily message quota exceeded.' });
    await stand.clock.advance({ hours: 24 });
    await send(to('a@example.org'));
  });
});

/** https://docs.aws.amazon.com/ses/latest/dg/send-email-raw.html */
describe('a raw mail', () => {
  const MIME = [
    ...[
      'From: The Shop <shop@example.com>',
      'To: Ann <ann@example.net>, bob@example.net',
      'Cc: carl@example.net',
      'Reply-To: help@example.net',
    ],
    ...['Subject: =?utf-8?Q?Bezahlt_5_=E2=82=AC?=', 'X-Order: o-1', 'MIME-Version: 1.0', 'Content-Type: multipart/mixed; boundary="b"', ''],
    ...['--b', 'Content-Type: text/plain; charset=utf-8', 'Content-Transfer-Encoding: quoted-printable', '', 'Danke f=C3=BCr 5.', ''],
    ...[
      '--b',
      'Content-Type: text/plain; name="a.txt"',
      'Content-Disposition: attachment; filename="a.txt"',
      'Content-Transfer-Encoding: base64',
      '',
      'aGVsbG8=',
      '',
    ],
    ...['--b--', ''],
  ].join('\r\n');

  it('when it has everything in its headers, then they are the mail’s', async () => {
    await stand.client.send(new SendEmailCommand({ Content: { Raw: { Data: Buffer.from(MIME) } } }));
    expect(await stand.mails()).toMatchObject([
      {
        ...{ from: 'The Shop <shop@example.com>', to: ['Ann <ann@example.net>', 'bob@example.net'], cc: ['carl@example.net'] },
        ...{ replyTo: ['help@example.net'], subject: 'Bezahlt 5 €', text: 'Danke für 5.\n', headers: { 'X-Order': 'o-1' } },
        attachments: [{ fileName: 'a.txt', contentType: 'text/plain' }],
      },
    ]);
    const answer = await fetch(`${stand.endpoint.url}/_plumbline/mail/1`);
    expect(await answer.json()).toMatchObject({ attachments: [{ content: 'aGVsbG8=' }] });
  });

  it('when the request names a sender and receivers, then those count', async () => {
    await send({ FromEmailAddress: 'any@example.org', Content: { Raw: { Data: Buffer.from(MIME) } } });
    expect(await stand.mails()).toMatchObject([{ from: 'any@example.org', to: ['ann@example.net'] }]);
  });

  it('when it is empty, then it is refused', async () => {
    await expect(send({ Content: { Raw: { Data: Buffer.alloc(0) } } })).rejects.toMatchObject({ name: 'BadRequestException' });
  });
});

/** https://docs.aws.amazon.com/ses/latest/dg/send-personalized-email-advanced.html */
describe('a mail from a template', () => {
  beforeEach(() => {
    stand.ses.declare.template({
      name: 'paid',
      subject: 'Order {{id}} of {{guest.name}}',
      text: '{{#each items}}{{name}} x{{count}}\n{{/each}}',
      html: '<p>{{note}}</p>',
    });
  });
  const DATA = { id: 'o-1', guest: { name: 'Ann' }, items: [{ name: 'Pizza', count: 6 }], note: '<b>&</b>' };
  const Template = { TemplateName: 'paid', TemplateData: JSON.stringify(DATA) };

  it('when the data is complete, then it is filled in, and HTML is not escaped', async () => {
    await send({ Content: { Template } });
    expect(await stand.mails()).toMatchObject([{ subject: 'Order o-1 of Ann', text: 'Pizza x6\n', html: '<p><b>&</b></p>' }]);
  });

  /** https://docs.aws.amazon.com/ses/latest/dg/send-personalized-email-api.html */
  it('when an attribute is missing, then the request is accepted, no mail is sent, and it is reported', async () => {
    const { MessageId } = await send({ Content: { Template: { ...Template, TemplateData: JSON.stringify({ ...DATA, guest: {} }) } } });
    expect(await stand.mails()).toEqual([]);
    expect(stand.warnings()).toEqual([
      `SES accepted the mail ${MessageId} and does not send it: rendering failure. Attribute 'guest.name' is not present in the rendering data.`,
    ]);
  });

  it.each([
    ['{{#if vip}}VIP{{else}}guest{{/if}}', {}, 'guest'],
    ['{{#unless vip}}guest{{/unless}}', {}, 'guest'],
    ['{{#with a}}{{b}}{{/with}}', { a: { b: 1 } }, '1'],
    ['{{#each list}}{{@index}}:{{this}} {{/each}}', { list: ['a', 'b'] }, '0:a 1:b '],
    ['{{#*inline "p"}}Hi {{n}}{{/inline}}{{> p}}', { n: 'Ann' }, 'Hi Ann'],
    ['{{{raw}}} {{zero}} {{no}}', { raw: '<i>', zero: 0, no: false }, '<i> 0 false'],
  ])('when the template is %s, then the text is filled in', async (Text, data, expected) => {
    const TemplateContent = { Subject: 's', Text };
    await send({ Content: { Template: { TemplateContent, TemplateData: JSON.stringify(data) } } });
    expect((await stand.mails())[0]?.text).toBe(expected);
  });

  it.each([
    ['a template that does not exist', { ...Template, TemplateName: 'none' }, 'NotFoundException'],
    ['no template', { TemplateData: '{}' }, 'BadRequestException'],
    ['data that is not JSON', { ...Template, TemplateData: '{' }, 'BadRequestException'],
    ['data that is not an object', { ...Template, TemplateData: '[]' }, 'BadRequestException'],
  ])('when it has %s, then it is refused', async (_what, template, name) => {
    await expect(send({ Content: { Template: template } })).rejects.toMatchObject({ name });
  });

  /** https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_SendBulkEmail.html */
  it('when a mail goes to many, then each gets its own data, and a wrong address is the result of its entry', async () => {
    const entry = (address: string, data: object) => ({
      Destination: { ToAddresses: [address] },
      ReplacementEmailContent: { ReplacementTemplate: { ReplacementTemplateData: JSON.stringify(data) } },
    });
    const { BulkEmailEntryResults } = await stand.client.send(
      new SendBulkEmailCommand({
        FromEmailAddress: 'shop@example.com',
        DefaultContent: { Template },
        BulkEmailEntries: [entry('ann@example.net', {}), entry('bob@example.net', { id: 'o-2' }), entry('carl', {})],
      }),
    );
    expect(BulkEmailEntryResults).toMatchObject([
      { Status: 'SUCCESS', MessageId: expect.any(String) },
      { Status: 'SUCCESS' },
      { Status: 'INVALID_PARAMETER', Error: "Missing final '@domain'" },
    ]);
    expect((await stand.mails()).map(({ to: [address], subject }) => [address, subject])).toEqual([
      ['bob@example.net', 'Order o-2 of Ann'],
      ['ann@example.net', 'Order o-1 of Ann'],
    ]);
  });
});

/** https://docs.aws.amazon.com/ses/latest/dg/using-configuration-sets.html */
describe('a configuration set', () => {
  it.each([
    ['does not exist', 'none', 'NotFoundException'],
    ['pauses sending', 'paused', 'SendingPausedException'],
  ])('when it %s, then the mail is refused', async (_what, ConfigurationSetName, name) => {
    stand.ses.declare.configurationSet({ name: 'paused', sendingEnabled: false });
    await expect(send({ ConfigurationSetName })).rejects.toMatchObject({ name });
  });

  it('when the identity has one, then it counts without being named', async () => {
    stand.ses.declare.configurationSet({ name: 'mails', sendingEnabled: true });
    stand.ses.declare.identity('news@example.com', 'mails');
    await send({ FromEmailAddress: 'news@example.com' });
    expect(await stand.mails()).toMatchObject([{ tags: { 'ses:configuration-set': 'mails' } }]);
  });
});

/** https://docs.aws.amazon.com/ses/latest/dg/control-user-access.html */
describe('the permission to send', () => {
  const IDENTITY = 'arn:aws:ses:eu-west-1:000000000000:identity/shop@example.com';
  const sendAs = (statement: object, more: Partial<SendEmailCommandInput> = {}) => {
    const roleArn = stand.putRole('mailer', { Effect: 'Allow', Action: 'ses:SendEmail', Resource: IDENTITY, ...statement } as never);
    return stand.clientOf(roleArn).send(new SendEmailCommand(inputOf(more)));
  };
  const DENIED = { name: 'AccessDeniedException' };

  it('when the role may send from the identity, then it may', async () => {
    await sendAs({});
    expect((await stand.mails()).length).toBe(1);
  });

  it.each([
    ['another identity', { Resource: IDENTITY.replace('shop', 'other') }, {}],
    ['another action', { Action: 'ses:SendRawEmail' }, {}],
    ['another sender', { Condition: { StringEquals: { 'ses:FromAddress': 'x@example.com' } } }, {}],
    ['other receivers', { Condition: { 'ForAllValues:StringLike': { 'ses:Recipients': ['*@example.com'] } } }, {}],
    ['a simple mail, and the mail is a template', {}, { Content: { Template: { TemplateContent: { Subject: 's', Text: 't' } } } }],
  ])('when the policy allows %s only, then it is denied', async (_what, statement, more) => {
    await expect(sendAs(statement, more)).rejects.toMatchObject(DENIED);
  });

  it('when conditions on sender and receivers hold, then it is allowed', async () => {
    await sendAs({
      Condition: {
        StringEquals: { 'ses:FromAddress': 'shop@example.com' },
        'ForAllValues:StringLike': { 'ses:Recipients': ['*@example.net'] },
      },
    });
  });

  it('when the domain is the identity, then it is the resource', async () => {
    await sendAs({ Resource: 'arn:aws:ses:eu-west-1:000000000000:identity/example.org' }, { FromEmailAddress: 'any@example.org' });
  });

  it('when a configuration set is named, then it needs a permission, too', async () => {
    stand.ses.declare.configurationSet({ name: 'mails', sendingEnabled: true });
    await expect(sendAs({}, { ConfigurationSetName: 'mails' })).rejects.toMatchObject(DENIED);
    await sendAs({ Resource: [IDENTITY, 'arn:aws:ses:eu-west-1:000000000000:configuration-set/mails'] }, { ConfigurationSetName: 'mails' });
  });
});
