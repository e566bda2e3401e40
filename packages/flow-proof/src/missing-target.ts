import { DEFAULT_BUS, isUnresolved } from '@plumbline/topology';
import { arnOf } from './arn.ts';
import { isEndpointArn } from './endpoint-arns.ts';
import type { Proof } from './flow-system.ts';
import { functionNamed } from './function-permissions.ts';

/** Whether a target belongs to this account and to a declared resource type, but no stack declares its ARN. */
export const isMissing = (proof: Proof, sender: WithArn, { arn }: WithArn): boolean => {
  const [there, own] = [arnOf(arn), arnOf(sender.arn)];
  if (there === undefined || there.account !== own?.account || arn.includes('*') || declaredArns(proof).has(arn)) return false;
  switch (there.service) {
    case 'lambda':
      return functionNamed(proof, arn) === undefined;
    case 'events':
      return there.resource.startsWith('event-bus/') && there.resource !== `event-bus/${DEFAULT_BUS}`;
    case 'execute-api':
      return !leadsToMethod(proof, arn, there.resource);
    default:
      return ['sqs', 'states', 'logs', 'kinesis', 'sns'].includes(there.service);
  }
};

interface WithArn {
  readonly arn: string;
}

/** The methods of an undeclared API, or of an API that is not a REST API, are unknown. */
const leadsToMethod = ({ one, endpoints }: Proof, arn: string, resource: string): boolean =>
  one('aws_api_gateway_rest_api', 'id', resource.split('/')[0]) === undefined ||
  endpoints.some((endpoint) => isUnresolved(endpoint.arn) || isEndpointArn(endpoint, arn));

/** Types of resources whose `arn` names another resource. */
const ABOUT_OTHERS: readonly string[] = ['aws_cloudwatch_event_target', 'aws_sns_topic_policy'];

/** The ARNs of all declared resources. */
export const declaredArns = (proof: Proof): ReadonlySet<unknown> => {
  const known =
    arns.get(proof) ?? new Set(proof.topology.resources.filter(({ type }) => !ABOUT_OTHERS.includes(type)).map(({ values }) => values.arn));
  arns.set(proof, known);
  return known;
};

const arns = new WeakMap<Proof, ReadonlySet<unknown>>();
