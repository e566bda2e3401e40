import { implement } from '@plumbline/event-kit/runtime';
import { takeStoreEvent } from '../manifest.ts';
import { createTakeStoreEvent } from './take-store-event.ts';

export const handler = implement(takeStoreEvent, createTakeStoreEvent);
