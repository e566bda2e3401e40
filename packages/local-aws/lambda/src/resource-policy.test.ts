import {
  AddPermissionCommand,
  type AddPermissionCommandInput,
  GetPolicyCommand,
  LambdaClient,
  RemovePermissionCommand,
} from '@aws-sdk/client-lambda';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type FunctionStand, startFunctionStand } from './testing/function-stand.ts';

const RULE = 'arn:aws:events:eu-west-1:000000000000:rule/r';
const FunctionName = 'f';
let stand: FunctionStand;
let client: LambdaClient;
let arn: string;

beforeEach(async () => {
  stand = await startFunctionStand();
  client = new LambdaClient({ ...stand.clientConfig, maxAttempts: 1 });
  arn = await stand.putFunction('f', 'export const handler = () => null;');
});
afterEach(async () => {
  client.destroy();
  await stand.stop();
  expect(stand.errors).toEqual([]);
});

const GRANT = { FunctionName, StatementId: 's-1', Action: 'lambda:InvokeFunction', Principal: 'events.amazonaws.com', SourceArn: RULE };
const add = (more: Partial<AddPermissionCommandInput> = {}) => client.send(new AddPermissionCommand({ ...GRANT, ...more }));
const policy = async () => {
  const { Policy = '', RevisionId } = await client.send(new GetPolicyCommand({ FunctionName }));
  return { document: JSON.parse(Policy) as { Statement: { Sid: string }[] }, RevisionId };
};
const remove = (more: object = {}) => client.send(new RemovePermissionCommand({ FunctionName, StatementId: 's-1', ...more }));
const permitted = (): boolean => stand.lambda.permits(arn, 'events.amazonaws.com', RULE);

// https://docs.aws.amazon.com/lambda/latest/api/API_AddPermission.html
describe('the resource policy of a function', () => {
  it('when a permission is added, then it counts, and is in the policy as AWS writes it', async () => {
    expect(permitted()).toBe(false);
    const statement = {
      Sid: 's-1',
      Effect: 'Allow',
      Principal: { Service: 'events.amazonaws.com' },
      Action: 'lambda:InvokeFunction',
      Resource: arn,
      Condition: { ArnLike: { 'AWS:SourceArn': RULE } },
    };
    expect(JSON.parse((await add()).Statement ?? '')).toEqual(statement);
    expect((await policy()).document).toEqual({ Version: '2012-10-17', Id: 'default', Statement: [statement] });
    expect(permitted()).toBe(true);
    expect(stand.lambda.permits(arn, 'events.amazonaws.com', `${RULE}-other`)).toBe(false);
  });

  it.each([
    ['123456789012', { AWS: 'arn:aws:iam::123456789012:root' }],
    ['arn:aws:iam::123456789012:role/r', { AWS: 'arn:aws:iam::123456789012:role/r' }],
    ['*', '*'],
  ])('when the principal is %s, then the policy says %j', async (Principal, expected) => {
    await add({ Principal, SourceArn: undefined, SourceAccount: '123456789012' });
    expect((await policy()).document.Statement).toMatchObject([
      { Principal: expected, Condition: { StringEquals: { 'AWS:SourceAccount': '123456789012' } } },
    ]);
  });

  it('when a permission is removed, then it no longer applies, and removing the last one deletes the policy', async () => {
    await add();
    await add({ StatementId: 's-2', SourceArn: `${RULE}-other` });
    await remove();
    expect(permitted()).toBe(false);
    expect((await policy()).document.Statement.map(({ Sid }) => Sid)).toEqual(['s-2']);
    await expect(remove()).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
      message: 'Statement s-1 is not found in resource policy.',
    });
    await remove({ StatementId: 's-2' });
    await expect(policy()).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
    await expect(remove()).rejects.toMatchObject({ message: 'No policy is associated with the given resource.' });
  });

  it('when another revision is expected, then nothing is changed', async () => {
    await add();
    const { RevisionId } = await policy();
    await expect(remove({ RevisionId: 'another' })).rejects.toMatchObject({ name: 'PreconditionFailedException' });
    await add({ StatementId: 's-2', RevisionId });
    expect((await policy()).RevisionId).not.toBe(RevisionId);
  });

  it('when the statement id is taken, by the API or Terraform, then there is a conflict', async () => {
    stand.lambda.addPermission('f', { Sid: 's-1', Effect: 'Allow', Action: '*', Principal: '*' });
    await expect(add()).rejects.toMatchObject({
      name: 'ResourceConflictException',
      message: 'The statement id (s-1) provided already exists. Please provide a new statement id, or remove the existing statement.',
    });
  });

  it('when Terraform declares two statements with one id, then the second is refused, as AWS refuses it; the same one twice is not', () => {
    const declare = (rule: string): void =>
      stand.lambda.addPermission('f', {
        ...{ Sid: 'events', Effect: 'Allow', Action: '*', Principal: { Service: 'events.amazonaws.com' } },
        Condition: { ArnLike: { 'aws:SourceArn': rule } },
      });
    declare(RULE);
    declare(RULE);
    expect(() => declare(`${RULE}-other`)).toThrow('The function f has two permissions with the statement id events');
    expect(permitted()).toBe(true);
  });

  it.each<readonly [more: Partial<AddPermissionCommandInput>, name: string, message: string]>([
    [{ FunctionName: 'gone' }, 'ResourceNotFoundException', 'Function not found: arn:'],
    [{ StatementId: 'a b' }, 'ValidationException', "Value 'a b' at 'statementId' failed to satisfy constraint"],
    [{ Action: 'sqs:SendMessage' }, 'ValidationException', "Value 'sqs:SendMessage' at 'action' failed to satisfy constraint"],
    [
      { PrincipalOrgID: 'o-1' },
      'InvalidParameterValueException',
      'local-aws does not support the parameter PrincipalOrgID of AddPermission.',
    ],
  ])('when %j is added, then %s', async (more, name, message) => {
    await expect(add(more)).rejects.toMatchObject({ name, message: expect.stringContaining(message) });
  });
});
