import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type BootstrapJson, bootstrapped, type Made } from '../../test/bootstrapped.ts';
import { synthesize } from '../../test/synth.ts';
import { bootstrapFrom } from './bootstrap-settings.ts';
import { writes } from './managed-services.ts';
import { placeIn } from './place.ts';

const VARIABLES = { PLUMBLINE_HCP_ORGANIZATION: 'acme', PLUMBLINE_HCP_PROJECT: 'shop' };
/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html: inline policies of a role together, and a managed policy. */
const [ROLE_POLICIES_MAX, MANAGED_POLICY_MAX, ROLE_NAME_MAX] = [10_240, 6_144, 64];

interface Statement {
  readonly Action: string | readonly string[];
  readonly Resource: string | readonly string[];
  readonly Principal?: unknown;
  readonly Condition?: unknown;
}

const { settings, stackNames, stack: bootstrapStack } = bootstrapped(VARIABLES);
const deployed = { dev: await synthesize(VARIABLES), prod: await synthesize({ ...VARIABLES, PLUMBLINE_ENVIRONMENT: 'prod' }) };
const names = deployed.dev.stacks.map(({ name }) => name);

/** What is compiled of a stack that is deployed. */
const compiled = (environment: 'dev' | 'prod', stack: string): BootstrapJson =>
  JSON.parse(readFileSync(join(deployed[environment].directory, 'stacks', stack, 'cdk.tf.json'), 'utf8')) as BootstrapJson;
const text = ({ values }: Pick<Made, 'values'>, name: string): string => String(values[name]);
const statements = (policy: string): readonly Statement[] => (JSON.parse(policy) as { Statement: readonly Statement[] }).Statement;

describe('the bootstrap', () => {
  it('when no organisation is set, then the error names the variable', () => {
    expect(() => bootstrapFrom({})).toThrow(expect.objectContaining({ code: 'NO_ORGANIZATION' }));
    expect(() => bootstrapFrom({ PLUMBLINE_HCP_ORGANIZATION: '' })).toThrow('PLUMBLINE_HCP_ORGANIZATION');
    expect(() => bootstrapFrom({ ...VARIABLES, PLUMBLINE_BOOTSTRAP_STATE: 'cloud' })).toThrow('Use local or hcp');
  });

  it('makes the project once, and workspaces that hold its own state and run nothing', () => {
    expect([...stackNames].sort()).toEqual(['dev', 'organization', 'prod']);
    expect(
      bootstrapStack('organization')
        .ofType('tfe_project')
        .map((one) => text(one, 'name')),
    ).toEqual(['shop']);
    expect(
      bootstrapStack('organization')
        .ofType('tfe_workspace')
        .map((one) => text(one, 'name')),
    ).toEqual(['bootstrap-dev', 'bootstrap-organization', 'bootstrap-prod']);
    for (const { values } of bootstrapStack('organization').ofType('tfe_workspace_settings')) {
      expect(values).toMatchObject({ execution_mode: 'local', global_remote_state: false });
    }
  });

  it('when it keeps its state in HCP Terraform, then in the workspaces that it made for that', () => {
    const hcp = bootstrapped({ ...VARIABLES, PLUMBLINE_BOOTSTRAP_STATE: 'hcp' });
    expect(hcp.stack('dev').json.terraform).toMatchObject({
      cloud: { organization: 'acme', workspaces: { name: 'bootstrap-dev', project: 'shop' } },
    });
    expect(bootstrapStack('dev').json.terraform).toHaveProperty('backend.local');
  });
});

describe.each(['dev', 'prod'] as const)('the bootstrap of %s', (environment) => {
  const stackOf = bootstrapStack(environment);

  it('has a workspace for each stack of the app, by the name that the stack looks for', () => {
    const made = stackOf.ofType('tfe_workspace').map((one) => text(one, 'name'));
    const wanted = names.map((name) => (compiled(environment, name).terraform.cloud as { workspaces: { name: string } }).workspaces.name);
    expect([...made].sort()).toEqual([...wanted].sort());
  });

  it('runs each workspace remotely, with one Terraform version, and shares its state with no other workspace', () => {
    for (const { values } of stackOf.ofType('tfe_workspace')) {
      expect(values).toMatchObject({
        terraform_version: expect.stringMatching(/^1\.\d+\.\d+$/),
        speculative_enabled: true,
        allow_destroy_plan: environment === 'dev',
      });
    }
    expect(stackOf.ofType('tfe_workspace_settings')).toHaveLength(names.length);
    for (const { values } of stackOf.ofType('tfe_workspace_settings')) {
      expect(values).toMatchObject({ execution_mode: 'remote', global_remote_state: false, auto_apply: false });
      expect(values).not.toHaveProperty('remote_state_consumer_ids');
    }
  });

  it.each(names.flatMap((stack) => (['plan', 'apply'] as const).map((phase) => [stack, phase] as const)))(
    'lets nothing but a run of %s take its role to %s',
    (stack, phase) => {
      const [trust, ...others] = statements(text(stackOf.role(`hcp-plumbline-${environment}-${stack}-${phase}`), 'assume_role_policy'));
      expect(others).toEqual([]);
      expect(trust).toMatchObject({
        Action: 'sts:AssumeRoleWithWebIdentity',
        Condition: {
          StringEquals: {
            'app.terraform.io:aud': 'aws.workload.identity',
            'app.terraform.io:sub': `organization:acme:project:shop:workspace:${stack}-${environment}:run_phase:${phase}`,
          },
        },
      });
      const variable = stackOf
        .ofType('tfe_variable')
        .find(({ address, values }) => address.includes(`.${stack}_TFC`) && values.key === `TFC_AWS_${phase.toUpperCase()}_ROLE_ARN`);
      expect(variable?.values.value).toBe(`\${${stackOf.role(`hcp-plumbline-${environment}-${stack}-${phase}`).address}.arn}`);
    },
  );

  it('lets a plan read how things are configured, and neither change anything nor read data', () => {
    for (const stack of names) {
      const policies = stackOf.policiesOf(`hcp-plumbline-${environment}-${stack}-plan`);
      const actions = policies.flatMap((one) => statements(text(one, 'policy'))).flatMap(({ Action }) => Action);
      expect(actions.length).toBeGreaterThan(0);
      for (const action of actions) expect(action).toMatch(/^([a-z0-9]+:(Get|List|Describe|GET)|states:ValidateStateMachineDefinition$)/);
      for (const data of [
        's3:GetObject',
        'dynamodb:GetItem',
        'dynamodb:Query',
        'sqs:ReceiveMessage',
        'logs:GetLogEvents',
        'xray:GetTraceSummaries',
        'secretsmanager:GetSecretValue',
      ]) {
        expect(actions.filter((action) => matches(action, data))).toEqual([]);
      }
    }
  });

  it('allows an apply to change only resources with a name of the environment, except for those without a name', () => {
    const unnamed = new Set<string>();
    for (const stack of names) {
      const [write] = stackOf.policiesOf(`hcp-plumbline-${environment}-${stack}-apply`).filter((one) => text(one, 'name') === 'write');
      for (const { Action, Resource, Condition } of statements(text(write as Made, 'policy'))) {
        const elsewhere = [Resource].flat().filter((one) => !one.includes(`plumbline-${environment}`));
        if (elsewhere.length > 0 && !JSON.stringify(Condition ?? '').includes(`plumbline-${environment}`)) {
          for (const action of [Action].flat()) unnamed.add(action);
        }
      }
    }
    expect([...unnamed].sort()).toEqual([
      'apigateway:DELETE',
      'apigateway:PATCH',
      'apigateway:POST',
      'apigateway:PUT',
      'apigateway:UpdateRestApiPolicy',
      ...['CreateApiKey', 'CreateDataSource', 'CreateFunction', 'CreateGraphqlApi', 'CreateResolver'].map((name) => `appsync:${name}`),
      ...['DeleteApiKey', 'DeleteDataSource', 'DeleteFunction', 'DeleteGraphqlApi', 'DeleteResolver'].map((name) => `appsync:${name}`),
      ...['StartSchemaCreation', 'TagResource', 'UntagResource', 'UpdateApiKey', 'UpdateDataSource'].map((name) => `appsync:${name}`),
      ...['UpdateFunction', 'UpdateGraphqlApi', 'UpdateResolver'].map((name) => `appsync:${name}`),
      'iam:CreateServiceLinkedRole',
      'lambda:TagResource',
      'lambda:UntagResource',
      ...['CreateLogDelivery', 'CreateLogGroup', 'DeleteLogDelivery', 'DeleteLogGroup', 'DeleteRetentionPolicy'].map(
        (name) => `logs:${name}`,
      ),
      ...['DescribeResourcePolicies', 'GetLogDelivery', 'ListLogDeliveries', 'PutResourcePolicy', 'PutRetentionPolicy'].map(
        (name) => `logs:${name}`,
      ),
      ...['TagResource', 'UntagResource', 'UpdateLogDelivery'].map((name) => `logs:${name}`),
      ...['CreateEmailIdentity', 'DeleteEmailIdentity', 'PutEmailIdentity*', 'TagResource', 'UntagResource'].map((name) => `ses:${name}`),
    ]);
  });

  it('lets an apply make and change roles only with the boundary, and hand them to the services that our stacks use', () => {
    const condition = (action: string): readonly unknown[] =>
      stackOf
        .policiesOf(`hcp-plumbline-${environment}-orders-apply`)
        .flatMap((one) => statements(text(one, 'policy')))
        .filter(({ Action }) => [Action].flat().some((pattern) => matches(pattern, action)))
        .map(({ Condition }) => Condition);
    const bounded = {
      StringEquals: { 'iam:PermissionsBoundary': `arn:aws:iam::123456789012:policy/terraform/plumbline-${environment}-boundary` },
    };
    for (const action of ['iam:CreateRole', 'iam:PutRolePolicy', 'iam:PutRolePermissionsBoundary']) {
      expect(condition(action), action).toEqual([bounded]);
    }
    const services = ['apigateway', 'appsync', 'events', 'lambda', 'pipes', 'scheduler', 'states'].map((name) => `${name}.amazonaws.com`);
    expect(condition('iam:PassRole')).toEqual([{ StringEquals: { 'iam:PassedToService': services } }]);
    for (const action of ['iam:DeleteRolePermissionsBoundary', 'iam:AttachRolePolicy', 'iam:CreatePolicyVersion', 'iam:CreateUser']) {
      expect(condition(action), action).toEqual([]);
    }
  });

  it('lets only stacks that have them change what the account shares', () => {
    const may = (stack: string): boolean =>
      stackOf.policiesOf(`hcp-plumbline-${environment}-${stack}-apply`).some((one) => text(one, 'policy').includes('/account"'));
    const has = names.filter((name) => 'aws_api_gateway_account' in compiled(environment, name).resource);
    expect(names.filter(may)).toEqual(has);
  });

  it('keeps policies and names within what IAM takes', () => {
    for (const one of stackOf.ofType('aws_iam_role')) {
      expect(text(one, 'name').length).toBeLessThanOrEqual(ROLE_NAME_MAX);
      const length = stackOf.policiesOf(text(one, 'name')).reduce((sum, each) => sum + text(each, 'policy').length, 0);
      expect(length).toBeLessThanOrEqual(ROLE_POLICIES_MAX);
    }
    expect(text(stackOf.ofType('aws_iam_policy')[0] as Made, 'policy').length).toBeLessThanOrEqual(MANAGED_POLICY_MAX);
  });
});

/** `*` of IAM. */
const matches = (pattern: string, value: string): boolean =>
  new RegExp(`^${pattern.replaceAll(/[.+?^$()[\]{}|\\]/g, '\\$&').replaceAll('*', '.*')}$`).test(value);

describe.each(['dev', 'prod'] as const)('the roles of the stacks of %s', (environment) => {
  const [policy] = bootstrapStack(environment).ofType('aws_iam_policy');
  const allowed = statements(text(policy as Made, 'policy'));
  const boundaryArn = `arn:aws:iam::123456789012:policy/terraform/plumbline-${environment}-boundary`;

  it('all have the boundary that the bootstrap makes', () => {
    expect(policy?.values).toMatchObject({ name: `plumbline-${environment}-boundary`, path: '/terraform/' });
    const roles = deployed[environment].ofType('aws_iam_role');
    expect(roles.length).toBeGreaterThan(names.length);
    for (const one of roles) expect(one.values.permissions_boundary).toBe(boundaryArn);
  });

  it('may do within the boundary whatever their own policies say', () => {
    for (const one of deployed[environment].ofType('aws_iam_role_policy')) {
      for (const { Action, Resource } of statements(text(one, 'policy'))) {
        for (const action of [Action].flat()) {
          for (const resource of [Resource].flat()) {
            const within = allowed.some(
              (bound) =>
                [bound.Action].flat().some((pattern) => matches(pattern, action)) &&
                [bound.Resource].flat().some((pattern) => matches(pattern, resource)),
            );
            expect(within, `${text(one, 'name')}: ${action} on ${resource}`).toBe(true);
          }
        }
      }
    }
  });
});

describe('a stack with an unmanaged resource type', () => {
  it('when it is bootstrapped, then the error names the file for its permissions', () => {
    const [environment] = settings.environments;
    const place = placeIn(environment as NonNullable<typeof environment>, { accountId: '123456789012', partition: 'aws' });
    const stack = { name: 'kitchen', team: 'kitchen-team', summary: 'Cooks.', types: new Set(['aws_sqs_queue', 'aws_neptune_cluster']) };
    expect(() => writes(place, stack)).toThrow(
      expect.objectContaining({ code: 'UNMANAGED_TYPE', message: expect.stringContaining('kitchen has aws_neptune_cluster,') }),
    );
  });
});

describe('synth without an organisation', () => {
  it('when a person deploys from their own machine, then roles have no boundary', async () => {
    const local = await synthesize();
    for (const one of local.ofType('aws_iam_role')) expect(one.values).not.toHaveProperty('permissions_boundary');
  });
});
