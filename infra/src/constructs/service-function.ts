import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  busName,
  CLAIM_BUCKET,
  CLAIM_BUCKET_VARIABLE,
  claimFolder,
  commandQueueVariable,
  type EventContract,
  type FunctionManifest,
  publishedVersions,
} from '@plumbline/event-kit';
import {
  AssetType,
  CloudwatchLogGroup,
  Construct,
  IamRole,
  IamRolePolicy,
  LambdaFunction,
  LambdaFunctionEventInvokeConfig,
  Lazy,
  TerraformAsset,
} from '../terraform.ts';
import { Alarm } from './alarm.ts';
import { bucketName } from './bucket.ts';
import { commandQueueArn, commandQueueUrl } from './command-address.ts';
import { accept, type Declaration, noteDeclaration } from './notes.ts';
import { PlumblineStack } from './plumbline-stack.ts';
import { policy, type Statement, trust } from './policy.ts';
import { publishedTags } from './published-tags.ts';
import { publishing } from './publishing.ts';
import { Queue } from './queue.ts';

/** Lambda's own retries of an asynchronous invocation, https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html */
const ASYNC_RETRIES = 2;
const ASYNC_EVENT_AGE_SECONDS_MAX = 21_600;

export interface ServiceFunctionProps {
  readonly manifest: FunctionManifest;
  /** The folder with the bundled function as `<name>.zip`. */
  readonly bundles: string;
}

/** A Lambda function from its manifest: code, log group, least-privilege role, on-failure queue and alarms. */
export class ServiceFunction extends Construct {
  readonly name: string;
  /** A reference that makes Terraform create the function first. */
  readonly resource: LambdaFunction;
  readonly manifest: FunctionManifest;
  private readonly role: IamRole;
  private readonly variables: Record<string, string> = {};
  private readonly statements: Statement[] = [];
  private readonly declared: Statement[] = [];

  constructor(scope: Construct, id: string, { manifest, bundles }: ServiceFunctionProps) {
    super(scope, id);
    this.manifest = manifest;
    this.name = PlumblineStack.current(this).named(manifest.name);
    this.role = new IamRole(this, 'role', { name: `${this.name}-role`, assumeRolePolicy: trust('lambda.amazonaws.com') });
    this.allowTracing();
    this.allowPublishing();
    this.allowSending();
    this.allowLargeEvents();
    this.variables.NODE_OPTIONS = '--enable-source-maps';
    this.resource = this.createCode(bundles, this.createLogGroup());
    noteDeclaration(this.resource, () => this.declaration());
    for (const [code, reason] of Object.entries(manifest.accepts ?? {})) accept(this.resource, code, reason);
    this.keepFailures();
    this.createAlarms();
  }

  /** Allows the calls of the manifest, and passes the resources' names in environment variables. */
  grant(statements: readonly Statement[], variables: Readonly<Record<string, string>> = {}): void {
    this.declared.push(...statements);
    this.allow(statements, variables);
  }

  /** Allows Lambda's own calls on the function's behalf. */
  allow(statements: readonly Statement[], variables: Readonly<Record<string, string>> = {}): void {
    this.statements.push(...statements);
    Object.assign(this.variables, variables);
  }

  private declaration(): Declaration {
    const { consumes, publishes } = this.manifest;
    return {
      consumes: consumes.map(({ event: { eventType, version } }) => `${eventType}:${version}`),
      publishes: publishes.flatMap(publishedVersions).map(({ eventType, version }) => `${eventType}:${version}`),
      may: this.declared.map(({ Action, Resource = [] }) => ({ actions: [Action].flat(), resources: [Resource].flat() })),
    };
  }

  private allowTracing(): void {
    // X-Ray has no resource-level permissions for these.
    this.allow([{ Effect: 'Allow', Action: ['xray:PutTraceSegments', 'xray:PutTelemetryRecords'], Resource: '*' }]);
  }

  /** The pipe of an outbox publishes in place of its function. */
  private allowPublishing(): void {
    const { publishes, outbox } = this.manifest;
    if (publishes.length === 0 || outbox !== undefined) return;
    const stack = PlumblineStack.current(this);
    this.allow([publishing(stack, publishes)], { EVENT_BUS_NAME: busName(stack.environment.name) });
  }

  private allowSending(): void {
    const stack = PlumblineStack.current(this);
    for (const command of this.manifest.sends) {
      this.grant([{ Effect: 'Allow', Action: 'sqs:SendMessage', Resource: commandQueueArn(stack, command) }], {
        [commandQueueVariable(command)]: commandQueueUrl(stack, command),
      });
    }
  }

  /** Events too large for the bus: publishers of a type may write its data, and its consumers may read it. */
  private allowLargeEvents(): void {
    const { publishes, consumes, outbox } = this.manifest;
    const stack = PlumblineStack.current(this);
    const name = bucketName(stack, CLAIM_BUCKET);
    const objects = (events: readonly EventContract[]): readonly string[] => {
      const folders = new Set(events.map(({ eventType }) => claimFolder(eventType)));
      return [...folders].map((folder) => `arn:${stack.partition}:s3:::${name}/${folder}*`);
    };
    const allow = (action: string, events: readonly EventContract[]): void => {
      if (events.length > 0)
        this.grant([{ Effect: 'Allow', Action: action, Resource: objects(events) }], { [CLAIM_BUCKET_VARIABLE]: name });
    };
    // Outbox items are smaller than the bus's limit.
    allow('s3:PutObject', outbox === undefined ? publishes : []);
    allow(
      's3:GetObject',
      consumes.map(({ event }) => event),
    );
  }

  private createLogGroup(): CloudwatchLogGroup {
    const stack = PlumblineStack.current(this);
    const logGroup = new CloudwatchLogGroup(this, 'logs', {
      name: `/aws/lambda/${this.name}`,
      retentionInDays: stack.environment.logRetentionDays,
    });
    this.allow([{ Effect: 'Allow', Action: ['logs:CreateLogStream', 'logs:PutLogEvents'], Resource: `${logGroup.arn}:*` }]);
    return logGroup;
  }

  private createCode(bundles: string, logGroup: CloudwatchLogGroup): LambdaFunction {
    const path = join(bundles, `${this.manifest.name}.zip`);
    const sourceCodeHash = createHash('sha256').update(readFileSync(path)).digest('base64');
    const assetHash = sourceCodeHash.replace(/[^A-Za-z0-9]/g, '').slice(0, 32);
    const asset = new TerraformAsset(this, 'code', { path, type: AssetType.FILE, assetHash });
    // Builds the policy's text last, after every construct has granted its permissions.
    const rolePolicy = new IamRolePolicy(this, 'policy', {
      name: `${this.name}-policy`,
      role: this.role.id,
      policy: Lazy.stringValue({ produce: () => policy(...this.statements) }),
    });
    return new LambdaFunction(this, 'function', {
      functionName: this.name,
      description: this.manifest.summary,
      role: this.role.arn,
      runtime: 'nodejs24.x',
      architectures: ['arm64'],
      handler: 'index.handler',
      filename: asset.path,
      sourceCodeHash,
      timeout: this.manifest.timeoutSeconds,
      memorySize: this.manifest.memoryMiB,
      tracingConfig: { mode: 'Active' },
      loggingConfig: { logFormat: 'JSON', logGroup: logGroup.name },
      environment: { variables: this.variables },
      tags: publishedTags(this.manifest),
      // Without this dependency, the first invocations could precede the role's permissions.
      dependsOn: [rolePolicy],
    });
  }

  /** Failed asynchronous invocations, after Lambda's own retries. */
  private keepFailures(): void {
    const failed = new Queue(this, 'failed', {
      name: `${this.manifest.name}-failed`,
      alarm: `${this.name} failed on every attempt. The message has the event and the error. Fix the cause, then redrive.`,
    });
    this.allow([{ Effect: 'Allow', Action: 'sqs:SendMessage', Resource: failed.arn }]);
    new LambdaFunctionEventInvokeConfig(this, 'async', {
      functionName: this.resource.functionName,
      maximumRetryAttempts: ASYNC_RETRIES,
      maximumEventAgeInSeconds: ASYNC_EVENT_AGE_SECONDS_MAX,
      destinationConfig: { onFailure: { destination: failed.arn } },
    });
  }

  private createAlarms(): void {
    for (const metric of ['Errors', 'Throttles'] as const) {
      new Alarm(this, metric.toLowerCase(), {
        name: `${this.manifest.name}-${metric.toLowerCase()}`,
        description: `${this.name} has ${metric.toLowerCase()}. Its logs tell why; Lambda retries by itself.`,
        namespace: 'AWS/Lambda',
        metric,
        dimensions: { FunctionName: this.name },
      });
    }
  }
}
