import { Construct } from '../terraform.ts';
import type { Bucket } from './bucket.ts';
import { HttpEndpoint } from './http-endpoint.ts';
import { Queue } from './queue.ts';
import { Rule } from './rule.ts';
import type { ServiceFunction } from './service-function.ts';

/**
 * The path of a new object to a function: S3 notifies the default bus, and a rule calls a REST endpoint with a role's signature. The
 * endpoint starts the trace that runs to the last consumer. S3 itself cannot call API Gateway, and a direct notification would break the
 * trace.
 */
export class ObjectCreatedEndpoint extends Construct {
  constructor(scope: Construct, id: string, props: { readonly bucket: Bucket; readonly consumer: ServiceFunction; readonly path: string }) {
    super(scope, id);
    const { manifest } = props.consumer;
    const undelivered = new Queue(this, 'undelivered', {
      name: `${manifest.name}-undelivered`,
      alarm: `EventBridge could not deliver notifications to ${props.consumer.name}. The message attributes have the reason. Fix it, then redrive.`,
    });
    const rule = new Rule(this, 'object-created', {
      name: `${manifest.name}-on-object-created`,
      description: `New objects in the bucket to ${manifest.name}`,
      pattern: { source: ['aws.s3'], 'detail-type': ['Object Created'], detail: { bucket: { name: [props.bucket.name] } } },
      deadLetterQueue: undelivered,
    });
    const endpoint = new HttpEndpoint(this, props.path, { consumer: props.consumer, path: props.path });
    rule.deliverTo({ arn: endpoint.targetArn, roleArn: endpoint.callerRole(rule.arn).arn });
  }
}
