import {
  CreateConfigurationSetCommand,
  CreateEmailIdentityCommand,
  CreateEmailTemplateCommand,
  DeleteConfigurationSetCommand,
  DeleteEmailIdentityCommand,
  DeleteEmailTemplateCommand,
  GetAccountCommand,
  GetConfigurationSetCommand,
  GetEmailIdentityCommand,
  GetEmailTemplateCommand,
  ListConfigurationSetsCommand,
  ListEmailIdentitiesCommand,
  ListEmailTemplatesCommand,
  SendEmailCommand,
  TestRenderEmailTemplateCommand,
  UpdateEmailTemplateCommand,
} from '@aws-sdk/client-sesv2';
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

const NOT_FOUND = { name: 'NotFoundException' };
const EXISTS = { name: 'AlreadyExistsException' };
const BAD = { name: 'BadRequestException' };
const TemplateContent = { Subject: 'Hi {{name}}', Text: 'Dear {{name}}', Html: '<p>{{name}}</p>' };

/** https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_CreateEmailTemplate.html */
describe('email templates', () => {
  const create = (TemplateName = 't', content: object = TemplateContent) =>
    stand.client.send(new CreateEmailTemplateCommand({ TemplateName, TemplateContent: content }));
  const get = (TemplateName = 't') => stand.client.send(new GetEmailTemplateCommand({ TemplateName }));

  it('when one is created, changed and deleted, then it is shown so', async () => {
    await create();
    expect(await get()).toMatchObject({ TemplateName: 't', TemplateContent });
    await expect(create()).rejects.toMatchObject(EXISTS);
    await stand.client.send(new UpdateEmailTemplateCommand({ TemplateName: 't', TemplateContent: { Subject: 's', Text: 'x' } }));
    expect((await get()).TemplateContent).toEqual({ Subject: 's', Text: 'x' });
    await stand.client.send(new DeleteEmailTemplateCommand({ TemplateName: 't' }));
    await expect(get()).rejects.toMatchObject(NOT_FOUND);
  });

  it('when there are many, then they are listed in pages', async () => {
    for (const name of ['a', 'b', 'c']) await create(name);
    const first = await stand.client.send(new ListEmailTemplatesCommand({ PageSize: 2 }));
    expect(first.TemplatesMetadata?.map(({ TemplateName }) => TemplateName)).toEqual(['a', 'b']);
    const second = await stand.client.send(new ListEmailTemplatesCommand({ NextToken: first.NextToken }));
    expect(second.TemplatesMetadata?.map(({ TemplateName }) => TemplateName)).toEqual(['c']);
  });

  it.each([
    ['no subject', { Text: 'x' }],
    ['no text', { Subject: 's' }],
    ['a broken expression', { Subject: 's', Text: '{{#if a}}' }],
    ['more than 500 KB', { Subject: 's', Text: 'x'.repeat(513_000) }],
  ])('when it has %s, then it is refused', async (_what, content) => {
    await expect(create('t', content)).rejects.toMatchObject(BAD);
  });

  it.each([
    ['updated', () => stand.client.send(new UpdateEmailTemplateCommand({ TemplateName: 'x', TemplateContent }))],
    ['deleted', () => stand.client.send(new DeleteEmailTemplateCommand({ TemplateName: 'x' }))],
    ['rendered', () => stand.client.send(new TestRenderEmailTemplateCommand({ TemplateName: 'x', TemplateData: '{}' }))],
  ])('when one that does not exist is %s, then it is not found', async (_what, work) => {
    await expect(work()).rejects.toMatchObject(NOT_FOUND);
  });

  /** https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_TestRenderEmailTemplate.html */
  it('when it is rendered as a test, then the answer is the mail in MIME', async () => {
    await create();
    const request = { TemplateName: 't', TemplateData: '{"name":"Ann"}' };
    const { RenderedTemplate = '' } = await stand.client.send(new TestRenderEmailTemplateCommand(request));
    expect(RenderedTemplate).toContain('Subject: Hi Ann\r\n');
    expect(RenderedTemplate).toContain('Content-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: 7bit\r\n\r\n<p>Ann</p>\r\n');
  });

  it('when an attribute is missing in the test, then it is named', async () => {
    await create();
    await expect(stand.client.send(new TestRenderEmailTemplateCommand({ TemplateName: 't', TemplateData: '{}' }))).rejects.toMatchObject({
      ...BAD,
      message: "Attribute 'name' is not present in the rendering data.",
    });
  });
});

/** https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_CreateEmailIdentity.html */
describe('email identities', () => {
  const create = (EmailIdentity: string) => stand.client.send(new CreateEmailIdentityCommand({ EmailIdentity }));
  const get = (EmailIdentity: string) => stand.client.send(new GetEmailIdentityCommand({ EmailIdentity }));

  it('when an address is created, then its owner verifies it by the link in the mail', async () => {
    expect(await create('new@example.net')).toMatchObject({ IdentityType: 'EMAIL_ADDRESS', VerifiedForSendingStatus: false });
    expect(await get('new@example.net')).toMatchObject({ VerificationStatus: 'PENDING', VerifiedForSendingStatus: false });
    const [mail] = await stand.mails();
    expect(mail).toMatchObject({ to: ['new@example.net'], links: [{ action: 'verify' }] });
    const answer = await fetch(mail?.links?.[0]?.url ?? '');
    expect(await answer.text()).toContain('new@example.net');
    expect(await get('new@example.net')).toMatchObject({ VerificationStatus: 'SUCCESS', VerifiedForSendingStatus: true });
    const Content = { Simple: { Subject: { Data: 's' }, Body: { Text: { Data: 't' } } } };
    await stand.client.send(
      new SendEmailCommand({ FromEmailAddress: 'new@example.net', Destination: { ToAddresses: ['a@b.c'] }, Content }),
    );
  });

  it('when the link has a wrong token, then it is refused', async () => {
    expect((await fetch(`${stand.endpoint.url}/_plumbline/ses/verify?token=x`)).status).toBe(404);
  });

  it('when a domain is created, then it is verified at once', async () => {
    expect(await create('Example.net')).toMatchObject({ IdentityType: 'DOMAIN', VerifiedForSendingStatus: true });
    expect(await stand.mails()).toEqual([]);
  });

  it('when one is listed and deleted, then it is gone', async () => {
    await create('new@example.net');
    const { EmailIdentities } = await stand.client.send(new ListEmailIdentitiesCommand({}));
    expect(EmailIdentities).toMatchObject([
      { IdentityName: 'example.org', IdentityType: 'DOMAIN', SendingEnabled: true },
      { IdentityName: 'new@example.net', VerificationStatus: 'PENDING', SendingEnabled: false },
      { IdentityName: 'shop@example.com', SendingEnabled: true },
    ]);
    await stand.client.send(new DeleteEmailIdentityCommand({ EmailIdentity: 'new@example.net' }));
    await expect(get('new@example.net')).rejects.toMatchObject(NOT_FOUND);
    await expect(stand.client.send(new DeleteEmailIdentityCommand({ EmailIdentity: 'new@example.net' }))).rejects.toMatchObject(NOT_FOUND);
  });

  it('when it exists, then it is not created again', async () => {
    await expect(create('shop@example.com')).rejects.toMatchObject(EXISTS);
  });

  it.each(['a b', 'localhost', 'ann@', '-x.com'])('when its name is %s, then it is refused', async (name) => {
    await expect(create(name)).rejects.toMatchObject(BAD);
  });
});

/** https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_CreateConfigurationSet.html */
describe('configuration sets', () => {
  it('when one is created, listed and deleted, then it is shown so', async () => {
    const ConfigurationSetName = 'mails';
    const create = () =>
      stand.client.send(new CreateConfigurationSetCommand({ ConfigurationSetName, SendingOptions: { SendingEnabled: false } }));
    const get = () => stand.client.send(new GetConfigurationSetCommand({ ConfigurationSetName }));
    await create();
    await expect(create()).rejects.toMatchObject(EXISTS);
    expect(await get()).toMatchObject({ ConfigurationSetName, SendingOptions: { SendingEnabled: false } });
    expect((await stand.client.send(new ListConfigurationSetsCommand({}))).ConfigurationSets).toEqual(['mails']);
    await stand.client.send(new DeleteConfigurationSetCommand({ ConfigurationSetName }));
    await expect(get()).rejects.toMatchObject(NOT_FOUND);
  });

  it('when its name is invalid, then it is refused', async () => {
    await expect(stand.client.send(new CreateConfigurationSetCommand({ ConfigurationSetName: 'a b' }))).rejects.toMatchObject(BAD);
  });
});

/** https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_GetAccount.html */
describe('the account', () => {
  it.each([
    [false, { ProductionAccessEnabled: true, SendQuota: { Max24HourSend: 50_000, SentLast24Hours: 0 } }],
    [true, { ProductionAccessEnabled: false, SendQuota: { Max24HourSend: 200, MaxSendRate: 1 } }],
  ])('when the sandbox is %s, then it shows that', async (sandbox, expected) => {
    await stand.stop();
    stand = await startSesStand({ sandbox });
    expect(await stand.client.send(new GetAccountCommand({}))).toMatchObject(expected);
  });
});
