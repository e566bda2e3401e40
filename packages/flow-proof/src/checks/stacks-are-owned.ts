import { isUnresolved } from '@plumbline/topology';
import type { Check } from '../draft.ts';

/** Tags that say whose a resource is. */
const TAGS = ['team', 'service'] as const;

/** Every stack says whose it is, and can be planned and deployed without another's state: stacks share names, never outputs. */
export const stacksAreOwned: Check = function* ({ services, topology }) {
  for (const { name, tags, readsStateOf } of services) {
    const at = { stack: name, address: 'provider.aws' };
    const missing = TAGS.filter((tag) => !tags[tag]);
    const isKnown = !Object.keys(tags).some(isUnresolved);
    if (missing.length > 0 && isKnown && topology.resources.some(({ stack }) => stack === name)) {
      yield {
        code: 'TAGS_MISSING',
        at,
        subject: `stack ${name}`,
        why: `Its provider puts no tag ${missing.join(' and no tag ')} on its resources: who gets the alarm, and the bill, can't be told.`,
        fix: 'Add them to default_tags.',
      };
    }
    if (readsStateOf.length === 0) continue;
    yield {
      code: 'STATE_SHARED',
      at,
      subject: `stack ${name}`,
      why: `It reads the state of ${readsStateOf.join(', ')}: its team can't plan before others have deployed, and needs access to theirs.`,
      fix: 'Use names by convention: an ARN made of account, region and name.',
    };
  }
};
