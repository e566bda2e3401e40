import type { Grant, Resource, ServiceManifest } from '@plumbline/event-kit';
import type { Construct } from '../terraform.ts';
import { Bucket } from './bucket.ts';
import type { Grantable } from './grantable.ts';
import { MailSender } from './mail-sender.ts';
import { Queue } from './queue.ts';
import { Table } from './table.ts';
import { Topic } from './topic.ts';

type Built = Construct & Grantable;

/** The resources of a service, by their manifests. */
export class ServiceResources {
  private readonly built = new Map<string, Built>();

  constructor(scope: Construct, { tables, buckets, queues, topics, mailSenders, functions }: ServiceManifest) {
    const outboxes = functions.flatMap(({ outbox }) => outbox?.table ?? []);
    for (const table of tables) this.add(table, new Table(scope, table.name, { table, streams: outboxes.includes(table) }));
    for (const bucket of buckets) this.add(bucket, new Bucket(scope, bucket.name, { ...bucket, notifies: true }));
    for (const queue of queues)
      this.add(queue, new Queue(scope, queue.name, { name: queue.name, alarm: `${queue.name} has messages that need manual work.` }));
    for (const topic of topics) this.add(topic, new Topic(scope, `${topic.name}-topic`, topic));
    for (const sender of mailSenders) this.add(sender, new MailSender(scope, `${sender.name}-sender`, sender));
  }

  add(resource: Resource, construct: Built): void {
    this.built.set(keyOf(resource), construct);
  }

  /** @throws Error when the stack has no such construct */
  get<T extends Built>(resource: Resource, type: abstract new (...args: never[]) => T): T {
    const construct = this.built.get(keyOf(resource));
    if (construct instanceof type) return construct;
    throw new Error(`No construct of this stack declares the ${resource.kind} ${resource.name}.`);
  }

  /** The construct for a grant. @throws Error when the stack has none */
  of({ resource }: Grant): Grantable {
    const construct = this.built.get(keyOf(resource));
    if (construct === undefined) throw new Error(`No construct of this stack declares the ${resource.kind} ${resource.name}.`);
    return construct;
  }
}

const keyOf = ({ kind, name }: Resource): string => `${kind} ${name}`;
