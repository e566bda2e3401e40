import { majorOf, versionedName } from '@plumbline/event-kit';
import { reached } from '@plumbline/topology';
import type { Check } from '../draft.ts';
import { declarationOf } from '../notes.ts';

/** A rule delivers only events that the function's handler knows. The handler would reject every other event. */
export const handlersKnowTheirEvents: Check = function* ({ rules, flows, topology, one }) {
  for (const rule of rules) {
    const certain = flows.of(rule).filter(({ verdict }) => verdict === 'yes');
    const consumers = new Set(rule.targets.flatMap((target) => reached(topology, target)).map(({ consumer }) => consumer));
    for (const consumer of consumers) {
      const declared = declarationOf(one('aws_lambda_function', 'arn', consumer.arn));
      if (declared === undefined) continue;
      const known = new Set(declared.consumes.map((entry) => majorName(...entrySplit(entry))));
      const strange = certain.filter(({ arrival: { contract } }) => !known.has(majorName(contract.eventType, contract.version)));
      if (strange.length === 0) continue;
      const names = strange.map(({ arrival }) => versionedName(arrival.contract)).join(', ');
      yield {
        code: 'PATTERN_TOO_WIDE',
        at: rule,
        subject: `rule ${rule.name}`,
        why: `It also matches ${names}, which ${consumer.name} does not consume. Its manifest declares ${declared.consumes.join(', ') || 'no event'}.`,
        fix: 'Match detail-type, event_type and the major version of event_version in the pattern, or subscribe the function to the event.',
      };
    }
  }
};

const entrySplit = (entry: string): readonly [eventType: string, version: string] => {
  const [eventType = '', version = ''] = entry.split(':');
  return [eventType, version];
};

const majorName = (eventType: string, version: string): string => `${eventType} ${majorOf(version)}`;
