import { bucketsAreClosed } from './checks/buckets-are-closed.ts';
import { commandsAreHandled } from './checks/commands-are-handled.ts';
import { dataIsEncrypted } from './checks/data-is-encrypted.ts';
import { deadLettersArrive } from './checks/dead-letters-arrive.ts';
import { deadLettersRing } from './checks/dead-letters-ring.ts';
import { endsAreThere } from './checks/ends-are-there.ts';
import { eventsAreRouted } from './checks/events-are-routed.ts';
import { fieldsAreResolved } from './checks/fields-are-resolved.ts';
import { grantsAreUsed } from './checks/grants-are-used.ts';
import { handlersKnowTheirEvents } from './checks/handlers-know-their-events.ts';
import { inputsFit } from './checks/inputs-fit.ts';
import { keysLast } from './checks/keys-last.ts';
import { mailsHaveSenders } from './checks/mails-have-senders.ts';
import { namesAreTaken } from './checks/names-are-taken.ts';
import { noEventCausesItself } from './checks/no-event-causes-itself.ts';
import { noSecretShows } from './checks/no-secret-shows.ts';
import { nothingIsLost } from './checks/nothing-is-lost.ts';
import { nothingIsPublic } from './checks/nothing-is-public.ts';
import { outboxEventsAreDeclared } from './checks/outbox-events-are-declared.ts';
import { patternsAreValid } from './checks/patterns-are-valid.ts';
import { patternsMatch } from './checks/patterns-match.ts';
import { permissionsAreNeeded } from './checks/permissions-are-needed.ts';
import { pipesRun } from './checks/pipes-run.ts';
import { policiesFit } from './checks/policies-fit.ts';
import { publishedEventsHaveContracts } from './checks/published-events-have-contracts.ts';
import { quotasHold } from './checks/quotas-hold.ts';
import { rolesAreLeast } from './checks/roles-are-least.ts';
import { rolesSuffice } from './checks/roles-suffice.ts';
import { stacksAreOwned } from './checks/stacks-are-owned.ts';
import { staffHear } from './checks/staff-hear.ts';
import { strangersMayNotInvoke } from './checks/strangers-may-not-invoke.ts';
import { targetsMayBeInvoked } from './checks/targets-may-be-invoked.ts';
import { timesFit } from './checks/times-fit.ts';
import { tracesHold } from './checks/traces-hold.ts';
import { workflowsAreSound } from './checks/workflows-are-sound.ts';
import type { Check } from './draft.ts';

/** Every check, in the order of an event's path. */
export const CHECKS: readonly Check[] = [
  publishedEventsHaveContracts,
  patternsAreValid,
  patternsMatch,
  eventsAreRouted,
  endsAreThere,
  inputsFit,
  handlersKnowTheirEvents,
  noEventCausesItself,
  commandsAreHandled,
  fieldsAreResolved,
  keysLast,
  workflowsAreSound,
  outboxEventsAreDeclared,
  pipesRun,
  staffHear,
  mailsHaveSenders,
  targetsMayBeInvoked,
  strangersMayNotInvoke,
  rolesSuffice,
  nothingIsLost,
  deadLettersArrive,
  deadLettersRing,
  timesFit,
  tracesHold,
  rolesAreLeast,
  permissionsAreNeeded,
  grantsAreUsed,
  nothingIsPublic,
  bucketsAreClosed,
  dataIsEncrypted,
  noSecretShows,
  namesAreTaken,
  quotasHold,
  policiesFit,
  stacksAreOwned,
];
