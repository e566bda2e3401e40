import { busName, type EventContract, publishedVersions } from '@plumbline/event-kit';
import type { PlumblineStack } from './plumbline-stack.ts';
import type { Statement } from './policy.ts';

/** The permission to publish events, the only place that records the publisher of an event; the topology reads it back. */
export const publishing = (stack: PlumblineStack, events: readonly EventContract[]): Statement => {
  const versions = events.flatMap(publishedVersions);
  return {
    Effect: 'Allow',
    Action: 'events:PutEvents',
    Resource: stack.arn('events', `event-bus/${busName(stack.environment.name)}`),
    // Both keys are multi-valued; without the Null guard an entry without them would pass.
    Condition: {
      'ForAllValues:StringEquals': {
        'events:source': [...new Set(versions.map(({ source }) => source))],
        'events:detail-type': [...new Set(versions.map(({ detailType }) => detailType))],
      },
      Null: { 'events:source': 'false', 'events:detail-type': 'false' },
    },
  };
};
