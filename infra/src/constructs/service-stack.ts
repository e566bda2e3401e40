import type { FunctionManifest, Grant, ServiceManifest, Workflow as WorkflowManifest } from '@plumbline/event-kit';
import type { Environment } from '../environment.ts';
import type { Construct } from '../terraform.ts';
import { Bucket } from './bucket.ts';
import { CommandQueues } from './command-queues.ts';
import { Dashboard } from './dashboard.ts';
import { Forwards } from './forwards.ts';
import { GraphqlApi } from './graphql-api.ts';
import { ObjectCreatedEndpoint } from './object-created-endpoint.ts';
import { OutboxPipe } from './outbox-pipe.ts';
import { PlumblineStack } from './plumbline-stack.ts';
import { Queue } from './queue.ts';
import { RegisteredSchemas } from './registered-schemas.ts';
import { Schedule } from './schedule.ts';
import { ServiceFunction } from './service-function.ts';
import { ServiceResources } from './service-resources.ts';
import { Subscriptions } from './subscriptions.ts';
import { Table } from './table.ts';
import { Workflow } from './workflow.ts';

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
  private readonly resources: ServiceResources;
  private readonly functions = new Map<FunctionManifest, ServiceFunction>();

  constructor(scope: Construct, { environment, manifest, bundles }: ServiceStackProps) {
    const { name: service, domain, team, summary } = manifest;
    super(scope, { environment, service, domain, team, summary });
    this.resources = new ServiceResources(this, manifest);
    for (const fn of manifest.functions) this.functions.set(fn, new ServiceFunction(this, fn.name, { manifest: fn, bundles }));
    // Functions, workflows and APIs refer to each other, so permissions follow when all of them are there.
    for (const workflow of manifest.workflows) this.resources.add(workflow, this.createWorkflow(workflow));
    for (const api of manifest.apis) {
      const tableOf = (table: Parameters<ServiceResources['get']>[0]): Table => this.resources.get(table, Table);
      const functionOf = (fn: FunctionManifest): ServiceFunction => this.functionOf(fn);
      this.resources.add(api, new GraphqlApi(this, api.name, { manifest: api, bundles, tableOf, functionOf }));
    }
    for (const fn of this.functions.values()) this.connect(fn);
    const queueOf = (queue: Parameters<ServiceResources['get']>[0]): Queue => this.resources.get(queue, Queue);
    if (manifest.forwards.length > 0) new Forwards(this, 'forwards', { forwards: manifest.forwards, queueOf });
    new RegisteredSchemas(this, 'schemas', manifest);
    new Dashboard(this, 'dashboard', [...this.functions.values()]);
  }

  private functionOf(manifest: FunctionManifest): ServiceFunction {
    const fn = this.functions.get(manifest);
    if (fn === undefined) throw new Error(`No construct of this stack declares the function ${manifest.name}.`);
    return fn;
  }

  private createWorkflow(manifest: WorkflowManifest): Workflow {
    const invoked = manifest.invokes.map((fn) => [fn.name, this.functionOf(fn).resource.arn] as const);
    const placeholders = Object.fromEntries([
      ...invoked.map(([name, arn]) => [`functions.${name}`, arn]),
      ...manifest.uses.map((grant) => [`${grant.resource.kind}s.${grant.resource.name}`, this.resources.of(grant).value]),
    ]);
    const invoke = invoked.map(([, arn]) => ({ Effect: 'Allow', Action: 'lambda:InvokeFunction', Resource: arn }) as const);
    const statements = [...invoke, ...manifest.uses.flatMap((grant) => this.resources.of(grant).allowing(grant.actions))];
    return new Workflow(this, `${manifest.name}-workflow`, { manifest, placeholders, statements });
  }

  /** Gives a function its permissions and its trigger. */
  private connect(fn: ServiceFunction): void {
    const { manifest } = fn;
    for (const grant of manifest.uses) this.grant(fn, grant);
    if (manifest.idempotency !== undefined) this.grant(fn, { resource: manifest.idempotency.table, actions: IDEMPOTENCY_ACTIONS });
    if (manifest.consumes.length > 0) new Subscriptions(this, `${manifest.name}-subscriptions`, fn);
    if (manifest.handles.length > 0) new CommandQueues(this, `${manifest.name}-commands`, fn);
    if (manifest.schedule !== undefined) new Schedule(this, `${manifest.name}-schedule`, { consumer: fn, schedule: manifest.schedule });
    if (manifest.outbox !== undefined)
      new OutboxPipe(this, `${manifest.name}-pipe`, { table: this.resources.get(manifest.outbox.table, Table), publisher: fn });
    if (manifest.endpoint !== undefined) {
      const { bucket, path } = manifest.endpoint;
      new ObjectCreatedEndpoint(this, `${manifest.name}-endpoint`, { bucket: this.resources.get(bucket, Bucket), consumer: fn, path });
    }
  }

  private grant(fn: ServiceFunction, grant: Grant): void {
    const { resource, actions } = grant;
    const granted = this.resources.of(grant);
    fn.grant(granted.allowing(actions), { [resource.environmentVariable]: granted.value });
  }
}
