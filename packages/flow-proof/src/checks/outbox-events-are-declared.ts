import { type Fields, isFields, textOf } from '@plumbline/topology';
import type { Check } from '../draft.ts';
import { declarationOf } from '../notes.ts';
import { allStates } from '../workflow-states.ts';

/** The attribute of an outbox item with the event's type, as event-kit writes it. */
const TYPE = 'event_type';

/** A workflow writes only events into a table's outbox that the function of the outbox publishes. */
export const outboxEventsAreDeclared: Check = function* ({ topology, tables, one }) {
  for (const pipe of topology.pipes) {
    const table = tables.find(({ streamArn }) => streamArn === pipe.sourceArn);
    const declared = declarationOf(one('aws_lambda_function', 'arn', pipe.enrichmentArn))?.publishes;
    if (table === undefined || declared === undefined) continue;
    const published = new Set(declared.map((entry) => entry.split(':')[0]));
    for (const workflow of topology.workflows) {
      if (workflow.definition === undefined) continue;
      for (const { name, state } of allStates(workflow.definition)) {
        const strange = outboxTypes(state, table.name).filter((type) => !published.has(type));
        if (strange.length === 0) continue;
        yield {
          code: 'OUTBOX_EVENT_UNKNOWN',
          at: workflow,
          subject: `state ${name} of ${workflow.name}`,
          why: `It writes ${strange.join(', ')} into the outbox of ${table.name}, whose pipe publishes ${[...published].join(', ')}.`,
          fix: 'Correct the event type, or add the event to "publishes" of the function with the outbox.',
        };
      }
    }
  }
};

/** The literal event types of the items that a state puts into a table. */
const outboxTypes = (state: Fields, table: string): readonly string[] => {
  const args = [state.Arguments, state.Parameters].find(isFields) ?? {};
  const items = Array.isArray(args.TransactItems) ? args.TransactItems.filter(isFields).map(({ Put }) => Put) : [args];
  return items.filter(isFields).flatMap((put) => {
    const item = isFields(put.Item) ? put.Item : {};
    const type = isFields(item[TYPE]) ? textOf(item[TYPE].S) : undefined;
    return put.TableName === table && type !== undefined && !type.includes('{%') ? [type] : [];
  });
};
