import { type Bucket, consumersOf, type LambdaFunction } from '@plumbline/topology';
import type { CatalogSource } from '../catalog-source.ts';
import { bucketId, endpointId, ONLY_VERSION, scheduleId } from '../names.ts';
import { timesOf } from '../time-words.ts';
import { causes } from './flow-causes.ts';
import { type FlowStep, functionStepId } from './flow-step.ts';

/** The trigger of the entry: a schedule, or an object in a bucket through the default bus and an endpoint. */
export const before = (source: CatalogSource, entry: LambdaFunction, steps: Map<string, FlowStep>): void => {
  const { topology, shortName } = source;
  causes(source, entry, steps);
  for (const schedule of topology.schedules.filter(({ targetArn }) => targetArn === entry.arn)) {
    const id = scheduleId(shortName(schedule.name));
    const summary = `EventBridge Scheduler${schedule.enabled ? '' : ', disabled'}.`;
    const custom = { title: timesOf(schedule), icon: 'ClockIcon', type: 'Schedule', summary };
    const next = { id: functionStepId(source, entry), ...(!schedule.enabled && { label: 'disabled' }) };
    steps.set(id, { id, title: custom.title, custom, next_steps: [next] });
  }
  const created = consumersOf(topology, { source: 'aws.s3', 'detail-type': 'Object Created' }).filter(({ consumer }) => consumer === entry);
  const endpoint = topology.endpoints.find(({ functionArn }) => functionArn === entry.arn);
  for (const { rule } of created) {
    const bucket = topology.buckets.find((one) => namesBucket(rule.pattern, one));
    if (bucket === undefined) continue;
    const id = bucketId(shortName(bucket.name));
    const next = endpoint === undefined ? functionStepId(source, entry) : endpointId(shortName(entry.name));
    steps.set(id, {
      id,
      title: shortName(bucket.name),
      container: { id, version: ONLY_VERSION },
      next_steps: [{ id: next, label: 'Object Created' }],
    });
  }
  if (endpoint === undefined) return;
  const id = endpointId(shortName(entry.name));
  const summary = 'API Gateway; the X-Ray trace starts here.';
  const custom = { title: `${endpoint.method} ${endpoint.path}`, icon: 'CloudIcon', type: 'Endpoint', summary };
  steps.set(id, { id, title: custom.title, custom, next_steps: [{ id: functionStepId(source, entry) }] });
};

const namesBucket = (pattern: unknown, { name }: Bucket): boolean => JSON.stringify(pattern ?? {}).includes(JSON.stringify(name));
