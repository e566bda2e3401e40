/** EventBridge: buses, rules, archives, replays, API destinations. */
import type { ServiceModule } from '@plumbline/local-aws-kernel';
import { type Events, openEvents } from './events.ts';
import { EVENT_TYPES } from './terraform-types.ts';

export const events: ServiceModule<Events> = { name: 'events', terraformTypes: EVENT_TYPES, open: openEvents };
export { targetText } from './target-text.ts';
export type { Events };
