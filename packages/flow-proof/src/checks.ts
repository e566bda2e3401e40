import { endsAreThere } from './checks/ends-are-there.ts';
import { eventsAreRouted } from './checks/events-are-routed.ts';
import { handlersKnowTheirEvents } from './checks/handlers-know-their-events.ts';
import { inputsFit } from './checks/inputs-fit.ts';
import { noEventCausesItself } from './checks/no-event-causes-itself.ts';
import { patternsAreValid } from './checks/patterns-are-valid.ts';
import { patternsMatch } from './checks/patterns-match.ts';
import { publishedEventsHaveContracts } from './checks/published-events-have-contracts.ts';
import type { Check } from './draft.ts';

/** Every check, in the order of an event's way. */
export const CHECKS: readonly Check[] = [
  publishedEventsHaveContracts,
  patternsAreValid,
  patternsMatch,
  eventsAreRouted,
  endsAreThere,
  inputsFit,
  handlersKnowTheirEvents,
  noEventCausesItself,
];
