import { type Refuse, refusing } from '../refuse.ts';
import type { Grant, Resource } from './resource.ts';

const ACTIONS = {
  table: ['GetItem', 'PutItem', 'UpdateItem', 'DeleteItem', 'Query', 'ConditionCheckItem', 'BatchWriteItem', 'BatchGetItem'],
  bucket: ['GetObject', 'GetObjectVersion', 'PutObject', 'ListBucket'],
  queue: ['SendMessage'],
  topic: ['Publish'],
  'mail-sender': ['SendEmail'],
  workflow: ['StartExecution'],
} as const;

/** A resource with a list of grantable actions. */
export type Grantable = Resource & { readonly kind: keyof typeof ACTIONS };

/** The grantable actions on a resource, with IAM's names. */
export type ActionOn<R extends Grantable> = (typeof ACTIONS)[R['kind']][number];

/**
 * Grants a function or workflow actions on a resource. `Query` includes the table's indexes.
 *
 * @throws EventKitError `INVALID_DECLARATION` for an empty list of actions, or an action that the resource does not have
 * @example
 * ```ts
 * uses: [may(orderTable, 'PutItem', 'UpdateItem')]
 * ```
 */
export const may = <R extends Grantable>(resource: R, ...actions: readonly ActionOn<R>[]): Grant => {
  const refuse = refusing(`may(${resource.name})`);
  const known: readonly string[] = ACTIONS[resource.kind];
  if (actions.length === 0) refuse(`it names no action. Write which: ${known.join(', ')}.`);
  for (const action of actions) checkAction(action, known, refuse);
  return { resource, actions };
};

const checkAction = (action: string, known: readonly string[], refuse: Refuse): void => {
  if (!known.includes(action)) refuse(`"${action}" is not a grantable action. Write ${known.join(' or ')}.`);
};
