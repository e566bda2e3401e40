import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { GraphqlApi as GraphqlApiManifest, Resolver, Source } from '@plumbline/event-kit';
import {
  AppsyncApiKey,
  AppsyncFunction,
  AppsyncGraphqlApi,
  AppsyncResolver,
  CloudwatchLogGroup,
  Construct,
  IamRole,
  IamRolePolicy,
  TerraformOutput,
} from '../terraform.ts';
import { Alarm } from './alarm.ts';
import type { Grantable } from './grantable.ts';
import { GraphqlSources, type GraphqlSourcesProps } from './graphql-sources.ts';
import { PlumblineStack } from './plumbline-stack.ts';
import { policy, type Statement, trust } from './policy.ts';
import { terraformText } from './terraform-text.ts';

/** https://docs.aws.amazon.com/appsync/latest/devguide/resolver-reference-overview-js.html */
const RUNTIME = { name: 'APPSYNC_JS', runtimeVersion: '1.0.0' } as const;
const AUTHENTICATION = { 'api-key': 'API_KEY', iam: 'AWS_IAM' } as const;

export interface GraphqlApiProps extends Pick<GraphqlSourcesProps, 'tableOf' | 'functionOf'> {
  readonly manifest: GraphqlApiManifest;
  /** The folder with the bundled resolvers as `<api>/<resolver>.js`. */
  readonly bundles: string;
}

/** An AppSync GraphQL API: schema, data sources with least-privilege roles, resolvers, logs, traces, limits. */
export class GraphqlApi extends Construct implements Grantable {
  readonly arn: string;
  readonly url: string;
  private readonly api: AppsyncGraphqlApi;
  private readonly sources: GraphqlSources;
  private readonly code: (name: string, resolver: Source) => string;

  constructor(scope: Construct, id: string, { manifest, bundles, tableOf, functionOf }: GraphqlApiProps) {
    super(scope, id);
    this.api = this.createApi(manifest);
    this.arn = this.api.arn;
    this.url = `\${${this.api.fqn}.uris["GRAPHQL"]}`;
    this.sources = new GraphqlSources(this, 'sources', { api: this.api, manifest, tableOf, functionOf });
    this.code = (name, source) =>
      this.sources.preamble(source) + terraformText(readFileSync(join(bundles, manifest.name, `${name}.js`), 'utf8'));
    const steps = this.createSteps(Object.values(manifest.resolvers));
    for (const [field, resolver] of Object.entries(manifest.resolvers)) this.createResolver(field, resolver, steps);
    this.createKeys(manifest);
    const name = manifest.name.replaceAll('-', '_');
    new TerraformOutput(this, 'url', { value: this.url }).overrideLogicalId(`${name}_url`);
    new Alarm(this, 'errors', {
      name: `${manifest.name}-5xx`,
      description: `${this.api.name} answered with 5XX. Its field logs tell why.`,
      namespace: 'AWS/AppSync',
      metric: '5XXError',
      dimensions: { GraphQLAPIId: this.api.id },
    });
  }

  get value(): string {
    return this.url;
  }

  /** The actions are fields, such as `Mutation.postOrder`. */
  allowing(actions: readonly string[]): readonly Statement[] {
    const Resource = actions.map((field) => `${this.arn}/types/${field.replace('.', '/fields/')}`);
    return [{ Effect: 'Allow', Action: 'appsync:GraphQL', Resource }];
  }

  private createApi(manifest: GraphqlApiManifest): AppsyncGraphqlApi {
    const stack = PlumblineStack.current(this);
    const { environment } = stack;
    const logs = new IamRole(this, 'logs-role', {
      name: stack.named(`${manifest.name}-logs`),
      assumeRolePolicy: trust('appsync.amazonaws.com'),
    });
    const [first, ...others] = manifest.authorization;
    const api = new AppsyncGraphqlApi(this, 'api', {
      name: stack.named(manifest.name),
      schema: terraformText(readFileSync(fileURLToPath(new URL('schema.graphql', manifest.folder)), 'utf8')),
      authenticationType: AUTHENTICATION[first.kind],
      ...(others.length > 0 && {
        additionalAuthenticationProvider: others.map(({ kind }) => ({ authenticationType: AUTHENTICATION[kind] })),
      }),
      xrayEnabled: true,
      queryDepthLimit: manifest.queryDepthMax,
      resolverCountLimit: manifest.resolverCountMax,
      introspectionConfig: environment.name === 'prod' ? 'DISABLED' : 'ENABLED',
      logConfig: { cloudwatchLogsRoleArn: logs.arn, fieldLogLevel: 'ERROR', excludeVerboseContent: true },
    });
    // AppSync chooses the name of the log group; declared, its lines expire.
    const group = new CloudwatchLogGroup(this, 'logs', {
      name: `/aws/appsync/apis/${api.id}`,
      retentionInDays: environment.logRetentionDays,
    });
    new IamRolePolicy(this, 'logs-policy', {
      name: 'write-logs',
      role: logs.id,
      policy: policy({ Effect: 'Allow', Action: ['logs:CreateLogStream', 'logs:PutLogEvents'], Resource: `${group.arn}:*` }),
    });
    return api;
  }

  /** The functions of pipelines, by name; several fields may share one. */
  private createSteps(resolvers: readonly Resolver[]): ReadonlyMap<string, AppsyncFunction> {
    const steps = new Map<string, Source>(
      resolvers.flatMap((resolver) => (resolver.kind === 'pipeline' ? Object.entries(resolver.steps) : [])),
    );
    return new Map(
      [...steps].map(([name, source]) => {
        const step = new AppsyncFunction(this, `step-${name}`, {
          apiId: this.api.id,
          name: name.replaceAll('-', '_'),
          dataSource: this.sources.nameOf(source),
          code: this.code(name, source),
          runtime: RUNTIME,
        });
        return [name, step] as const;
      }),
    );
  }

  private createResolver(path: string, resolver: Resolver, steps: ReadonlyMap<string, AppsyncFunction>): void {
    const [type = '', field = ''] = path.split('.');
    const id = resolverName(path);
    const common = { apiId: this.api.id, type, field };
    if (resolver.kind === 'pipeline') {
      const functions = Object.keys(resolver.steps).map((step) => steps.get(step)?.functionId ?? '');
      const code = this.code(id, { kind: 'local' });
      new AppsyncResolver(this, id, { ...common, kind: 'PIPELINE', code, runtime: RUNTIME, pipelineConfig: { functions } });
    } else {
      const dataSource = this.sources.nameOf(resolver);
      // A function without code gets AppSync's own context: a direct Lambda resolver.
      const coded = resolver.kind === 'function' ? {} : { code: this.code(id, resolver), runtime: RUNTIME };
      new AppsyncResolver(this, id, { ...common, kind: 'UNIT', dataSource, ...coded });
    }
  }

  private createKeys({ name, authorization }: GraphqlApiManifest): void {
    for (const mode of authorization) {
      if (mode.kind !== 'api-key') continue;
      const key = new AppsyncApiKey(this, 'key', { apiId: this.api.id, expires: mode.expires });
      const output = new TerraformOutput(this, 'key-value', { value: key.key, sensitive: true });
      output.overrideLogicalId(`${name.replaceAll('-', '_')}_key`);
    }
  }
}

/** The file of a field's code: `Mutation.postOrder` is in `mutation-post-order`. */
const resolverName = (field: string): string =>
  field
    .replace('.', '-')
    .replace(/([a-z0-9])([A-Z])/g, '$1-$2')
    .toLowerCase();
