import { type ApiDestination as ApiDestinationManifest, NOBODYS_ADDRESS } from '@plumbline/event-kit';
import {
  CloudwatchEventApiDestination,
  CloudwatchEventConnection,
  Construct,
  IamRole,
  IamRolePolicy,
  TerraformVariable,
} from '../terraform.ts';
import { PlumblineStack } from './plumbline-stack.ts';
import { policy, trust } from './policy.ts';

/**
 * An address outside AWS, called with a key that EventBridge stores in Secrets Manager. URL and key are variables of the stack's
 * workspace, `<name>_url` and `<name>_key`. In the environment dev, their defaults point to a reserved domain.
 */
export class ApiDestination extends Construct {
  readonly arn: string;

  constructor(scope: Construct, id: string, { name, summary, keyHeader, perSecondMax }: ApiDestinationManifest) {
    super(scope, id);
    const stack = PlumblineStack.current(this);
    const connection = new CloudwatchEventConnection(this, 'connection', {
      name: stack.named(name),
      description: summary,
      authorizationType: 'API_KEY',
      authParameters: { apiKey: { key: keyHeader, value: this.variable(name, 'key', 'none') } },
    });
    const destination = new CloudwatchEventApiDestination(this, 'destination', {
      name: stack.named(name),
      description: summary,
      connectionArn: connection.arn,
      invocationEndpoint: this.variable(name, 'url', NOBODYS_ADDRESS),
      httpMethod: 'POST',
      invocationRateLimitPerSecond: perSecondMax,
    });
    this.arn = destination.arn;
  }

  /** A role with which EventBridge may call the address on behalf of one rule. */
  callerRole(id: string, name: string, ruleArn: string): IamRole {
    const stack = PlumblineStack.current(this);
    const role = new IamRole(this, id, { name: stack.named(`${name}-caller`), assumeRolePolicy: trust('events.amazonaws.com', ruleArn) });
    new IamRolePolicy(this, `${id}-policy`, {
      name: 'invoke',
      role: role.id,
      policy: policy({ Effect: 'Allow', Action: 'events:InvokeApiDestination', Resource: this.arn }),
    });
    return role;
  }

  private variable(name: string, what: 'url' | 'key', inDev: string): string {
    const { environment } = PlumblineStack.current(this);
    const variable = new TerraformVariable(PlumblineStack.current(this), `${name.replaceAll('-', '_')}_${what}`, {
      type: 'string',
      description: what === 'url' ? `The URL of ${name}, https.` : `The key with which ${name} is called.`,
      sensitive: what === 'key',
      ...(environment.name === 'dev' ? { default: inDev } : {}),
    });
    return variable.stringValue;
  }
}
