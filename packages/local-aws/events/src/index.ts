/** EventBridge: buses, rules, archives, replays, API destinations. */
import type { ServiceModule } from '@plumbline/local-aws-kernel';
import { type Events, type EventsOptions, openEvents } from './events.ts';
import { EVENT_TYPES } from './terraform-types.ts';

export const events = (options: EventsOptions = {}): ServiceModule<Events> => ({
  name: 'events',
  terraformTypes: EVENT_TYPES,
  open: (kernel, ports) => openEvents(kernel, ports, options),
});
export type { Outbound } from './api-destinations/outbound.ts';
export { targetText } from './target-text.ts';
export type { Events, EventsOptions };
