import type { Resource } from '@plumbline/topology';
import type { Account } from '../account.ts';
import type { ApiGateway } from '../apigateway/api-gateway.ts';
import type { Clock } from '../clock/clock.ts';
import type { DynamoDb } from '../dynamodb/dynamodb.ts';
import type { Events } from '../events/events.ts';
import type { Iam } from '../iam/iam.ts';
import type { Lambda } from '../lambda/lambda.ts';
import type { Logs } from '../logs/logs.ts';
import type { S3 } from '../s3/s3.ts';
import type { Scheduler } from '../scheduler/scheduler.ts';
import type { Sqs } from '../sqs/sqs.ts';
import type { StepFunctions } from '../stepfunctions/step-functions.ts';
import { API_GATEWAY_TYPES } from './api-gateway-types.ts';
import { DATA_TYPES } from './data-types.ts';
import { EVENT_TYPES } from './event-types.ts';
import { LAMBDA_TYPES } from './lambda-types.ts';
import { SCHEDULER_TYPES } from './scheduler-types.ts';
import { STEP_FUNCTIONS_TYPES } from './step-functions-types.ts';
import { type Values, valuesOf } from './values.ts';

/** The services that resources are deployed into. */
export interface Services {
  readonly account: Account;
  readonly clock: Clock;
  readonly iam: Iam;
  readonly s3: S3;
  readonly sqs: Sqs;
  readonly dynamoDb: DynamoDb;
  readonly logs: Logs;
  readonly lambda: Lambda;
  readonly apiGateway: ApiGateway;
  readonly events: Events;
  readonly stepFunctions: StepFunctions;
  readonly scheduler: Scheduler;
}

/** A resource on its way to a service, with the others of its stack: some types are read together, such as a bucket's. */
export interface Deployment {
  readonly resource: Resource;
  readonly values: Values;
  readonly services: Services;
  /** The values of the resources of `type` in the same stack whose `attribute` is `equals`. */
  related(type: string, attribute: string, equals: string): readonly Values[];
}

/** How a resource type is deployed; in the order of the types, because some need others to be there. */
export type ResourceTypes = Readonly<Record<string, (deployment: Deployment) => void | Promise<void>>>;

const DEPLOYED: ResourceTypes = {
  ...DATA_TYPES,
  ...LAMBDA_TYPES,
  ...API_GATEWAY_TYPES,
  ...STEP_FUNCTIONS_TYPES,
  ...EVENT_TYPES,
  ...SCHEDULER_TYPES,
};

/** Types that mean nothing on a laptop, with the reason. */
const WITHOUT_EFFECT: Readonly<Record<string, string>> = {
  aws_api_gateway_account: 'access logs are written without it',
  aws_api_gateway_deployment: 'methods are live as soon as they are there',
  aws_api_gateway_method_settings: 'nothing is throttled',
  aws_cloudwatch_dashboard: 'there are no metrics',
  aws_cloudwatch_metric_alarm: 'there are no metrics',
  aws_schemas_registry: 'schemas are read from packages/contracts',
  aws_schemas_schema: 'schemas are read from packages/contracts',
  aws_xray_group: 'traces are looked up by id',
  aws_xray_sampling_rule: 'every request is traced',
};

export interface DeployReport {
  readonly deployed: number;
  /** Resources that have no effect locally, by type, with the reason. */
  readonly withoutEffect: ReadonlyMap<string, string>;
  /** Resources of types that local-aws does not know. */
  readonly unknown: readonly Resource[];
}

/** Deploys resolved resources into the local services, whatever stacks they come from. */
export const deploy = async (resources: readonly Resource[], services: Services): Promise<DeployReport> => {
  let deployed = 0;
  for (const [type, put] of Object.entries(DEPLOYED)) {
    for (const resource of resources) {
      if (resource.type !== type) continue;
      const related: Deployment['related'] = (relatedType, attribute, equals) =>
        resources
          .filter((other) => other.stack === resource.stack && other.type === relatedType && other.values[attribute] === equals)
          .map(valuesOf);
      await put({ resource, values: valuesOf(resource), services, related });
      deployed += 1;
    }
  }
  return {
    deployed,
    withoutEffect: new Map(Object.entries(WITHOUT_EFFECT).filter(([type]) => resources.some((resource) => resource.type === type))),
    unknown: resources.filter(({ type }) => !Object.hasOwn(DEPLOYED, type) && !Object.hasOwn(WITHOUT_EFFECT, type)),
  };
};
