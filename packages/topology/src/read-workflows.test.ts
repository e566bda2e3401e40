import { describe, expect, it } from 'vitest';
import { readTopology } from './read-topology.ts';

const WORLD = { accountId: '123456789012', region: 'eu-west-1', partition: 'aws', sqsEndpoint: 'https://sqs.eu-west-1.amazonaws.com' };

const read = (workflow: Record<string, string | { enabled: boolean }[]>) => {
  const resources = { aws_sfn_state_machine: { w: { name: 'w', role_arn: 'arn:aws:iam::123456789012:role/r', ...workflow } } };
  const { workflows, problems } = readTopology([{ name: 'menu', directory: '/menu', data: {}, resources }], WORLD);
  return { workflow: workflows[0], problems };
};

describe('a workflow', () => {
  it.each([
    ['has a definition only', { definition: '{"States":{}}' }, { type: 'STANDARD', definition: { States: {} }, traced: false }],
    ['is an express workflow', { definition: '{}', type: 'EXPRESS' }, { type: 'EXPRESS' }],
    ['is traced', { definition: '{}', tracing_configuration: [{ enabled: true }] }, { traced: true }],
    ['turns tracing off', { definition: '{}', tracing_configuration: [{ enabled: false }] }, { traced: false }],
  ])('when it %s, then the topology says so', (_, given, expected) => {
    expect(read(given)).toMatchObject({ workflow: expected, problems: [] });
  });

  it.each(['not JSON', '["States"]'])('when its definition is %s, then the topology tells where', (definition) => {
    const { workflow, problems } = read({ definition });
    expect(workflow?.definition).toBeUndefined();
    expect(problems.join('\n')).toContain('aws_sfn_state_machine.w (stack menu): its definition is not a JSON object.');
  });
});
