import type { Statement } from '@plumbline/iam-policy';
import { mailbox } from '@plumbline/local-aws-mailbox';
import { ses } from '@plumbline/local-aws-sesv2';
import { sns } from '@plumbline/local-aws-sns';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Json } from '../json.ts';
import { type MachineStand, PASS, type Ran, startMachineStand } from '../testing/machine-stand.ts';
import { taskMachine } from '../testing/task-machine.ts';

const services = { mailbox, ses: ses(), sns };
let stand: MachineStand<typeof services>;
beforeAll(async () => {
  stand = await startMachineStand({}, services);
  stand.ses.declare.identity('shop@example.com');
  stand.dynamodb.putTable({ name: 'items', hashKey: 'pk', attributes: { pk: 'S' } });
  await stand.putFunction('f', 'export const handler = (event) => { if (event.fail) throw new Error("no"); return event; };');
});
afterEach(() => expect(stand.errors).toEqual([]));
afterAll(() => stand.stop());

const SDK = 'arn:aws:states:::aws-sdk:';
const call = async (action: string, Parameters: object, ...statements: readonly Statement[]): Promise<Ran> => {
  const executionArn = stand.begin(
    stand.putMachine(taskMachine(`${SDK}${action}`, { Parameters }), { statements, valid: false }),
    {} as Json,
  );
  await stand.settled();
  return stand.describe(executionArn);
};
const mail = (more: object = {}) => ({
  FromEmailAddress: 'shop@example.com',
  Destination: { ToAddresses: ['ann@example.net'] },
  Content: { Simple: { Subject: { Data: 'Paid' }, Body: { Text: { Data: 'Thanks.' } } } },
  ...more,
});

/** https://docs.aws.amazon.com/step-functions/latest/dg/supported-services-awssdk.html */
describe('an AWS SDK integration', () => {
  it('when it sends a mail by SES, then the mail is in the mailbox, and the id is the result', async () => {
    const ran = await call('sesv2:sendEmail', mail());
    expect(ran).toEqual({ status: 'SUCCEEDED', output: { MessageId: expect.stringMatching(/^0102/) } });
    const answer = await fetch(`${stand.endpoint.url}/_plumbline/mail`);
    expect(await answer.json()).toMatchObject({ mails: [{ subject: 'Paid', to: ['ann@example.net'] }] });
  });

  it.each<readonly [action: string, parameters: object, output: object]>([
    ['dynamodb:putItem', { TableName: 'items', Item: { pk: { S: 'a' } } }, {}],
    ['dynamodb:getItem', { TableName: 'items', Key: { pk: { S: 'a' } } }, { Item: { pk: { S: 'a' } } }],
    ['lambda:invoke', { FunctionName: 'f', Payload: '{"a":1}' }, { StatusCode: 200, ExecutedVersion: '$LATEST', Payload: '{"a":1}' }],
    ['lambda:invoke', { FunctionName: 'f', Payload: { fail: true } }, { StatusCode: 200, FunctionError: 'Unhandled' }],
    ['dynamodb:transactWriteItems', { TransactItems: [{ Put: { TableName: 'items', Item: { pk: { S: 'b' } } } }] }, {}],
    ['sqs:listQueues', {}, {}],
    ['sesv2:getAccount', {}, { ProductionAccessEnabled: true }],
    ['sesv2:getEmailIdentity', { EmailIdentity: 'shop@example.com' }, { VerifiedForSendingStatus: true }],
  ])('when it calls %s with %j, then the result is that of the SDK', async (action, parameters, output) => {
    expect(await call(action, parameters)).toMatchObject({ status: 'SUCCEEDED', output });
  });

  it('when the API writes members with small letters, then the state has capitals, and times are texts', async () => {
    const stateMachineArn = stand.putMachine(PASS, { name: 'child' });
    expect(await call('sfn:startExecution', { StateMachineArn: stateMachineArn, Name: 'one', Input: { a: 1 } })).toEqual({
      status: 'SUCCEEDED',
      output: { ExecutionArn: `${stateMachineArn.replace(':stateMachine:', ':execution:')}:one`, StartDate: '2026-01-01T00:00:00.000Z' },
    });
  });

  it('when it publishes to a topic, then the id is the result', async () => {
    const { arn } = stand.sns.declare.topic({ name: 't', fifo: false, tags: {}, attributes: {} } as never);
    expect(await call('sns:publish', { TopicArn: arn, Message: 'hi' })).toEqual({
      status: 'SUCCEEDED',
      output: { MessageId: expect.any(String) },
    });
  });

  it.each<readonly [action: string, parameters: object, error: string]>([
    ['sesv2:sendEmail', mail({ FromEmailAddress: 'x@example.com' }), 'SesV2.MessageRejectedException'],
    ['sesv2:sendEmail', mail({ Destination: { ToAddresses: ['ann'] } }), 'SesV2.BadRequestException'],
    ['sesv2:getEmailTemplate', { TemplateName: 'none' }, 'SesV2.NotFoundException'],
    [
      'dynamodb:putItem',
      { TableName: 'items', Item: { pk: { S: 'a' } }, ConditionExpression: 'attribute_not_exists(pk)' },
      'DynamoDb.ConditionalCheckFailedException',
    ],
    [
      'dynamodb:transactWriteItems',
      {
        TransactItems: [{ Put: { TableName: 'items', Item: { pk: { S: 'a' } }, ConditionExpression: 'attribute_not_exists(pk)' } }],
      },
      'DynamoDb.TransactionCanceledException',
    ],
    ['dynamodb:getItem', { TableName: 'none', Key: { pk: { S: 'a' } } }, 'DynamoDb.ResourceNotFoundException'],
    ['dynamodb:getItem', { TableName: 'items', Key: {} }, 'DynamoDb.DynamoDbException'],
    ['sqs:sendMessage', { QueueUrl: 'http://sqs/000000000000/none', MessageBody: 'x' }, 'Sqs.QueueDoesNotExistException'],
    [
      'sfn:startExecution',
      { StateMachineArn: 'arn:aws:states:eu-west-1:000000000000:stateMachine:none' },
      'Sfn.StateMachineDoesNotExistException',
    ],
    ['sns:publish', { TopicArn: 'arn:aws:sns:eu-west-1:000000000000:none', Message: 'x' }, 'Sns.NotFoundException'],
    ['lambda:invoke', { FunctionName: 'none' }, 'Lambda.ResourceNotFoundException'],
  ])('when %s with %j is rejected, then the error is %s', async (action, parameters, error) => {
    const ran = await call(action, parameters);
    expect(ran).toMatchObject({ status: 'FAILED', error });
    expect(ran.cause).toMatch(new RegExp(`\\(Service: ${error.split('.')[0]}, Status Code: \\d+, Request ID: [0-9a-f-]+\\)$`));
  });

  it('when the role may not call it, then the error is the general one', async () => {
    const ran = await call('sesv2:sendEmail', mail(), { Effect: 'Allow', Action: 'ses:SendRawEmail', Resource: '*' });
    expect(ran).toMatchObject({ status: 'FAILED', error: 'SesV2.SesV2Exception', cause: expect.stringContaining('ses:SendEmail') });
  });

  it.each([
    ['s3:getObject', 'AWS SDK integrations for dynamodb'],
    ['sesv2:putDedicatedIp', 'AWS SDK integrations for sesv2:sendEmail'],
    ['sesv2:sendEmail.sync', "AWS SDK integrations have no '.sync'"],
  ])('when the resource is %s, then the machine is refused', (action, message) => {
    expect(() => stand.putMachine(taskMachine(`${SDK}${action}`, {}), { valid: false })).toThrow(message);
  });
});
