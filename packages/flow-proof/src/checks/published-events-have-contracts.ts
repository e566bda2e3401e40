import { isUnresolved, publications } from '@plumbline/topology';
import type { Check } from '../draft.ts';
import { declarationOf } from '../notes.ts';

/** Every event that a role may publish has a contract, and a role allows every event that its manifest declares. */
export const publishedEventsHaveContracts: Check = function* ({ functions, contracts, one, flows }) {
  if (contracts.length === 0) return;
  const typeOf = new Map(contracts.map(({ detailType, eventType }) => [detailType, eventType]));
  for (const fn of functions) {
    for (const { detailTypes } of publications(fn.publishStatements)) {
      const own = declarationOf(one('aws_lambda_function', 'arn', fn.arn))?.publishes.map((entry) => entry.split(':')[0]);
      const isKnown = (detailType: string): boolean => {
        const eventType = typeOf.get(detailType);
        return eventType !== undefined && own?.includes(eventType) !== false;
      };
      const strange = detailTypes?.filter((detailType) => !isUnresolved(detailType) && !isKnown(detailType)) ?? [];
      if (detailTypes !== undefined && strange.length === 0) continue;
      yield {
        code: 'PUBLISHES_ANYTHING',
        at: fn,
        subject: `function ${fn.name}`,
        why:
          detailTypes === undefined
            ? 'Its role may publish any event, so the proof cannot derive the published events from it.'
            : `Its role may publish ${strange.join(', ')}, which has no contract or is missing from its manifest.`,
        fix: 'Condition events:PutEvents on the source and detail-type of its own contracts.',
      };
    }
    const declared = declarationOf(one('aws_lambda_function', 'arn', fn.arn))?.publishes;
    const published = new Set(
      flows.arrivals.filter(({ producers }) => producers.includes(fn)).map(({ contract }) => `${contract.eventType}:${contract.version}`),
    );
    const forbidden = declared?.filter((entry) => !published.has(entry)) ?? [];
    if (forbidden.length === 0 || !flows.isComplete) continue;
    yield {
      code: 'PUBLISH_FORBIDDEN',
      at: fn,
      subject: `function ${fn.name}`,
      why: `Its manifest publishes ${forbidden.join(', ')}, but its role does not allow it on any bus.`,
      fix: 'Allow events:PutEvents on the bus for the event’s source and detail-type.',
    };
  }
};
