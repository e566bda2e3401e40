import { busName, type FunctionManifest, type GraphqlApi, type Source, type Table as TableManifest } from '@plumbline/event-kit';
import { AppsyncDatasource, type AppsyncGraphqlApi, Construct, IamRole, IamRolePolicy } from '../terraform.ts';
import { commandQueueArn, commandQueueUrl } from './command-address.ts';
import { PlumblineStack } from './plumbline-stack.ts';
import { policy, type Statement, trust } from './policy.ts';
import { publishing } from './publishing.ts';
import type { ServiceFunction } from './service-function.ts';
import type { Table } from './table.ts';

export interface GraphqlSourcesProps {
  readonly api: AppsyncGraphqlApi;
  readonly manifest: GraphqlApi;
  readonly tableOf: (table: TableManifest) => Table;
  readonly functionOf: (fn: FunctionManifest) => ServiceFunction;
}

/** The data sources of a GraphQL API, one for each resource, each with a role for the calls of its resolvers. */
export class GraphqlSources extends Construct {
  private readonly names = new Map<string, string>();
  private readonly props: GraphqlSourcesProps;

  constructor(scope: Construct, id: string, props: GraphqlSourcesProps) {
    super(scope, id);
    this.props = props;
    const sources = Object.values(props.manifest.resolvers).flatMap((one) => (one.kind === 'pipeline' ? Object.values(one.steps) : [one]));
    for (const [key, alike] of Map.groupBy(sources, keyOf)) this.names.set(key, this.createSource(key, alike));
  }

  /** The name of the data source of a resolver. */
  nameOf(source: Source): string {
    return this.names.get(keyOf(source)) ?? '';
  }

  /** The constants that the code of a resolver needs. */
  preamble(source: Source): string {
    if (source.kind !== 'command') return '';
    const { commandType, version } = source.command;
    return `const PLUMBLINE_COMMANDS = ${JSON.stringify({ [commandType]: { queueUrl: commandQueueUrl(PlumblineStack.current(this), source.command), version } })};\n`;
  }

  private createSource(key: string, alike: readonly Source[]): string {
    const name = key.replaceAll(/[^A-Za-z0-9]/g, '_');
    const { api } = this.props;
    const [source] = alike;
    if (source === undefined || source.kind === 'local') {
      return new AppsyncDatasource(this, key, { apiId: api.id, name, type: 'NONE' }).name;
    }
    const stack = PlumblineStack.current(this);
    const role = new IamRole(this, `${key}-role`, {
      name: stack.named(`${this.props.manifest.name}-${key}`),
      assumeRolePolicy: trust('appsync.amazonaws.com', api.arn),
    });
    const rolePolicy = new IamRolePolicy(this, `${key}-policy`, {
      name: 'call',
      role: role.id,
      policy: policy(...alike.flatMap((one) => this.statementsOf(one))),
    });
    return new AppsyncDatasource(this, key, {
      apiId: api.id,
      name,
      serviceRoleArn: role.arn,
      ...this.config(source),
      dependsOn: [rolePolicy],
    }).name;
  }

  private config(source: Exclude<Source, { readonly kind: 'local' }>) {
    const stack = PlumblineStack.current(this);
    const { region } = stack.environment;
    switch (source.kind) {
      case 'table':
        return { type: 'AMAZON_DYNAMODB', dynamodbConfig: { tableName: this.props.tableOf(source.table).name, region } };
      case 'function':
        return { type: 'AWS_LAMBDA', lambdaConfig: { functionArn: this.props.functionOf(source.fn).resource.arn } };
      case 'event':
        return {
          type: 'AMAZON_EVENTBRIDGE',
          eventBridgeConfig: { eventBusArn: stack.arn('events', `event-bus/${busName(stack.environment.name)}`) },
        };
      case 'command':
        return {
          type: 'HTTP',
          httpConfig: {
            endpoint: `https://sqs.${region}.amazonaws.com`,
            authorizationConfig: { authorizationType: 'AWS_IAM', awsIamConfig: { signingRegion: region, signingServiceName: 'sqs' } },
          },
        };
    }
  }

  private statementsOf(source: Source): readonly Statement[] {
    const stack = PlumblineStack.current(this);
    switch (source.kind) {
      case 'table':
        return this.props.tableOf(source.table).allowing(source.actions);
      case 'function':
        return [{ Effect: 'Allow', Action: 'lambda:InvokeFunction', Resource: this.props.functionOf(source.fn).resource.arn }];
      case 'event':
        return [publishing(stack, [source.event])];
      case 'command':
        return [{ Effect: 'Allow', Action: 'sqs:SendMessage', Resource: commandQueueArn(stack, source.command) }];
      case 'local':
        return [];
    }
  }
}

const keyOf = (source: Source): string => {
  switch (source.kind) {
    case 'table':
      return source.table.name;
    case 'function':
      return source.fn.name;
    case 'event':
      return 'bus';
    case 'command':
      return 'commands';
    case 'local':
      return 'local';
  }
};
