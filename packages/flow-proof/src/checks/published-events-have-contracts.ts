import { isUnresolved, publications } from '@plumbline/topology';
import type { Check } from '../draft.ts';
import { declarationOf } from '../notes.ts';

/** What a role may publish has a contract, and what a manifest says it publishes, its role may. */
export const publishedEventsHaveContracts: Check = function* ({ functions, contracts, one, flows }) {
  if (contracts.length === 0) return;
  const typeOf = new Map(contracts.map(({ detailType, eventType }) => [detailType, eventType]));
  for (const fn of functions) {
    for (const { detailTypes } of publications(fn.statements)) {
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
            ? 'Its role may publish any event: nobody can tell from it which ones there are.'
            : `Its role may publish ${strange.join(', ')}, of which there is no contract, or which its manifest does not name.`,
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
      why: `Its manifest says that it publishes ${forbidden.join(', ')}, and its role does not let it, on any bus.`,
      fix: 'Allow events:PutEvents on the bus for the event’s source and detail-type.',
    };
  }
};
