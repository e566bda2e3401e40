import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bootstrapApp } from '../src/bootstrap/bootstrap-app.ts';
import { bootstrapFrom } from '../src/bootstrap/bootstrap-settings.ts';

export interface Made {
  /** `aws_iam_role.x` */
  readonly address: string;
  readonly type: string;
  readonly values: Readonly<Record<string, unknown>>;
}

export interface BootstrapJson {
  readonly terraform: Readonly<Record<string, unknown>>;
  readonly resource: Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, unknown>>>>>>;
}

/** A stack of the bootstrap, with the account as it would be, and references between its resources as they are written. */
export class BootstrappedStack {
  readonly json: BootstrapJson;

  constructor(json: BootstrapJson) {
    this.json = json;
  }

  ofType(type: string): readonly Made[] {
    return Object.entries(this.json.resource[type] ?? {}).map(([name, values]) => ({ address: `${type}.${name}`, type, values }));
  }

  /** @throws Error when it does not exist. */
  role(name: string): Made {
    const role = this.ofType('aws_iam_role').find(({ values }) => values.name === name);
    if (role === undefined) throw new Error(`The role ${name} does not exist.`);
    return role;
  }

  policiesOf(role: string): readonly Made[] {
    const { address } = this.role(role);
    return this.ofType('aws_iam_role_policy').filter(({ values }) => values.role === `\${${address}.id}`);
  }
}

/** Synthesizes the bootstrap into a folder of its own. */
export const bootstrapped = (variables: Readonly<Record<string, string>>) => {
  const directory = mkdtempSync(join(tmpdir(), 'plumbline-bootstrap-'));
  const settings = bootstrapFrom(variables);
  bootstrapApp(settings, directory).synth();
  const { stacks } = JSON.parse(readFileSync(join(directory, 'manifest.json'), 'utf8')) as { stacks: Readonly<Record<string, unknown>> };
  const stack = (name: string): BootstrappedStack => {
    const text = readFileSync(join(directory, 'stacks', name, 'cdk.tf.json'), 'utf8')
      .replaceAll('${data.aws_caller_identity.account.account_id}', '123456789012')
      .replaceAll('${data.aws_partition.partition.partition}', 'aws');
    return new BootstrappedStack(JSON.parse(text) as BootstrapJson);
  };
  return { settings, stackNames: Object.keys(stacks), stack };
};
