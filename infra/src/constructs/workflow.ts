import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import type { Workflow as WorkflowManifest } from '@plumbline/event-kit';
import { CloudwatchLogGroup, Construct, IamRole, IamRolePolicy, SfnStateMachine } from '../terraform.ts';
import { Alarm } from './alarm.ts';
import type { Grantable } from './grantable.ts';
import { accept } from './notes.ts';
import { PlumblineStack } from './plumbline-stack.ts';
import { policy, type Statement, trust } from './policy.ts';
import { filled } from './terraform-text.ts';

/** https://docs.aws.amazon.com/step-functions/latest/dg/cw-logs.html#cloudwatch-iam-policy; none of these supports resources. */
const LOG_DELIVERY = [
  ...['CreateLogDelivery', 'CreateLogStream', 'GetLogDelivery', 'UpdateLogDelivery', 'DeleteLogDelivery', 'ListLogDeliveries'],
  ...['PutLogEvents', 'PutResourcePolicy', 'DescribeResourcePolicies', 'DescribeLogGroups'],
].map((action) => `logs:${action}`);
/** https://docs.aws.amazon.com/step-functions/latest/dg/xray-iam.html; X-Ray has no resource-level permissions for these. */
const TRACING = ['PutTraceSegments', 'PutTelemetryRecords', 'GetSamplingRules', 'GetSamplingTargets'].map((action) => `xray:${action}`);

export interface WorkflowProps {
  readonly manifest: WorkflowManifest;
  /** The values of the definition's placeholders, such as `functions.take-payment`. */
  readonly placeholders: Readonly<Record<string, string>>;
  /** The permissions of its tasks. */
  readonly statements: readonly Statement[];
}

/** A state machine, traced and logged, with its role and alarms. */
export class Workflow extends Construct implements Grantable {
  readonly arn: string;
  private readonly name: string;

  constructor(scope: Construct, id: string, { manifest, placeholders, statements }: WorkflowProps) {
    super(scope, id);
    const stack = PlumblineStack.current(this);
    this.name = stack.named(manifest.name);
    const role = new IamRole(this, 'role', {
      name: `${this.name}-role`,
      assumeRolePolicy: trust('states.amazonaws.com', stack.arn('states', `stateMachine:${this.name}`)),
    });
    const rolePolicy = new IamRolePolicy(this, 'policy', {
      name: `${this.name}-policy`,
      role: role.id,
      policy: policy(...statements, { Effect: 'Allow', Action: [...LOG_DELIVERY, ...TRACING], Resource: '*' }),
    });
    accept(
      rolePolicy,
      'RESOURCE_WILDCARD',
      'The actions for log delivery and tracing support no resources; AWS documents the same statement.',
    );
    const logGroup = new CloudwatchLogGroup(this, 'logs', {
      name: `/aws/vendedlogs/states/${this.name}`,
      retentionInDays: stack.environment.logRetentionDays,
    });
    const machine = new SfnStateMachine(this, 'machine', {
      name: this.name,
      type: 'STANDARD',
      roleArn: role.arn,
      definition: definitionOf(manifest, placeholders),
      tracingConfiguration: { enabled: true },
      loggingConfiguration: { level: 'ERROR', includeExecutionData: true, logDestination: `${logGroup.arn}:*` },
      // Without this dependency, the first executions could precede the role's permissions.
      dependsOn: [rolePolicy],
    });
    this.arn = machine.arn;
    for (const metric of ['ExecutionsFailed', 'ExecutionsTimedOut'] as const) {
      new Alarm(this, metric === 'ExecutionsFailed' ? 'failed' : 'timed-out', {
        name: `${manifest.name}-${metric === 'ExecutionsFailed' ? 'failed' : 'timed-out'}`,
        description: `Executions of ${this.name} ${metric === 'ExecutionsFailed' ? 'failed' : 'timed out'}. Their history tells why.`,
        namespace: 'AWS/States',
        metric,
        dimensions: { StateMachineArn: machine.arn },
      });
    }
  }

  get value(): string {
    return this.arn;
  }

  allowing(actions: readonly string[]): readonly Statement[] {
    return [{ Effect: 'Allow', Action: actions.map((action) => `states:${action}`), Resource: this.arn }];
  }
}

/** The part of asl-validator that is used here: the package has no types, and is CommonJS. */
type Validator = (
  definition: object,
  options: { readonly checkPaths: boolean; readonly checkArn: boolean },
) => { readonly isValid: boolean; readonly errorsText: () => string };
const validate: Validator = createRequire(import.meta.url)('asl-validator');

/** The definition with its placeholders filled. @throws Error when it is not valid Amazon States Language */
const definitionOf = ({ name, definition }: WorkflowManifest, placeholders: Readonly<Record<string, string>>): string => {
  const file = fileURLToPath(definition);
  const text = readFileSync(file, 'utf8');
  // Placeholders are not ARNs yet. The validator modifies its argument.
  const { isValid, errorsText } = validate(JSON.parse(text) as object, { checkPaths: true, checkArn: false });
  if (!isValid) throw new Error(`The definition of the workflow ${name} (${file}) is not valid: ${errorsText()}`);
  return filled(JSON.stringify(JSON.parse(text)), placeholders, file);
};
