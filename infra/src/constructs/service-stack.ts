import type { FunctionManifest, Grant, Resource, ServiceManifest } from '@plumbline/event-kit';
import type { Environment } from '../environment.ts';
import type { Construct } from '../terraform.ts';
import { Bucket } from './bucket.ts';
import { Dashboard } from './dashboard.ts';
import { Forwards } from './forwards.ts';
import { ObjectCreatedEndpoint } from './object-created-endpoint.ts';
import { PlumblineStack } from './plumbline-stack.ts';
import { Queue } from './queue.ts';
import { RegisteredSchemas } from './registered-schemas.ts';
import { Schedule } from './schedule.ts';
import { ServiceFunction } from './service-function.ts';
import { Subscriptions } from './subscriptions.ts';
import { Table } from './table.ts';

/** The actions of Powertools' idempotency on its table. */
const IDEMPOTENCY_ACTIONS = ['GetItem', 'PutItem', 'UpdateItem', 'DeleteItem'];

export interface ServiceStackProps {
  readonly environment: Environment;
  readonly manifest: ServiceManifest;
  /** The folder with the service's bundled functions. */
  readonly bundles: string;
}

/** A service's stack, generated from its manifest. */
export class ServiceStack extends PlumblineStack {
  private readonly tables = new Map<Resource, Table>();
  private readonly buckets = new Map<Resource, Bucket>();
  private readonly queues = new Map<Resource, Queue>();

  constructor(scope: Construct, { environment, manifest, bundles }: ServiceStackProps) {
    const { name: service, domain, team, summary } = manifest;
    super(scope, { environment, service, domain, team, summary });
    for (const table of manifest.tables) this.tables.set(table, new Table(this, table.name, table));
    for (const bucket of manifest.buckets) this.buckets.set(bucket, new Bucket(this, bucket.name, { ...bucket, notifies: true }));
    for (const queue of manifest.queues) {
      this.queues.set(queue, new Queue(this, queue.name, { name: queue.name, alarm: `${queue.name} has messages that need manual work.` }));
    }
    const functions = manifest.functions.map((fn) => this.createFunction(fn, bundles));
    if (manifest.forwards.length > 0)
      new Forwards(this, 'forwards', { forwards: manifest.forwards, queueOf: (queue) => found(this.queues, queue) });
    new RegisteredSchemas(this, 'schemas', manifest);
    new Dashboard(this, 'dashboard', functions);
  }

  private createFunction(manifest: FunctionManifest, bundles: string): ServiceFunction {
    const fn = new ServiceFunction(this, manifest.name, { manifest, bundles });
    for (const grant of manifest.uses) this.grant(fn, grant);
    if (manifest.idempotency !== undefined) this.grant(fn, { resource: manifest.idempotency.table, actions: IDEMPOTENCY_ACTIONS });
    if (manifest.consumes.length > 0) new Subscriptions(this, `${manifest.name}-subscriptions`, fn);
    if (manifest.schedule !== undefined) new Schedule(this, `${manifest.name}-schedule`, { consumer: fn, schedule: manifest.schedule });
    if (manifest.endpoint !== undefined) {
      const { bucket, path } = manifest.endpoint;
      new ObjectCreatedEndpoint(this, `${manifest.name}-endpoint`, { bucket: found(this.buckets, bucket), consumer: fn, path });
    }
    return fn;
  }

  private grant(fn: ServiceFunction, { resource, actions }: Grant): void {
    if (resource.kind === 'table') {
      const { arn, name } = found(this.tables, resource);
      fn.grant([{ Effect: 'Allow', Action: actions.map((action) => `dynamodb:${action}`), Resource: arn }], {
        [resource.environmentVariable]: name,
      });
    } else if (resource.kind === 'queue') {
      const { arn, url } = found(this.queues, resource);
      fn.grant([{ Effect: 'Allow', Action: actions.map((action) => `sqs:${action}`), Resource: arn }], {
        [resource.environmentVariable]: url,
      });
    } else {
      const { arn, name } = found(this.buckets, resource);
      const onBucket = actions.filter((action) => action === 'ListBucket');
      const onObjects = actions.filter((action) => action !== 'ListBucket');
      if (onBucket.length > 0) fn.grant([{ Effect: 'Allow', Action: onBucket.map((action) => `s3:${action}`), Resource: arn }]);
      if (onObjects.length > 0) fn.grant([{ Effect: 'Allow', Action: onObjects.map((action) => `s3:${action}`), Resource: `${arn}/*` }]);
      fn.grant([], { [resource.environmentVariable]: name });
    }
  }
}

const found = <T>(constructs: ReadonlyMap<Resource, T>, resource: Resource): T => {
  const construct = constructs.get(resource);
  if (construct === undefined) throw new Error(`No construct of this stack declares the ${resource.kind} ${resource.name}.`);
  return construct;
};
