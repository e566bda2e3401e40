import type { AwsService } from '@plumbline/local-aws-kernel';
import { jsonService } from '@plumbline/local-aws-kernel';
import { apiDestinationOperations } from './operations/api-destination-operations.ts';
import { archiveOperations } from './operations/archive-operations.ts';
import { busOperations } from './operations/bus-operations.ts';
import type { EventsContext } from './operations/operation.ts';
import { putEventsOperations } from './operations/put-events-operations.ts';
import { replayOperations } from './operations/replay-operations.ts';
import { ruleOperations } from './operations/rule-operations.ts';
import { targetOperations } from './operations/target-operations.ts';
import type { AcceptEntry } from './put-events.ts';

/**
 * EventBridge's API.
 * @see https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_Operations.html
 */
export const eventsService = (context: EventsContext, accept: AcceptEntry): AwsService =>
  jsonService({
    signingName: 'events',
    targetPrefix: 'AWSEvents',
    jsonVersion: '1.1',
    errorNamespace: 'com.amazonaws.events',
    operations: {
      ...putEventsOperations(context, accept),
      ...busOperations(context),
      ...ruleOperations(context),
      ...targetOperations(context),
      ...archiveOperations(context),
      ...replayOperations(context),
      ...apiDestinationOperations(context),
    },
  });
