import { isUnresolved } from '@plumbline/topology';
import type { Check } from '../draft.ts';

/** Tags that name the owner of a resource. */
const TAGS = ['team', 'service'] as const;

/** Every stack names its owner, and can be planned and deployed without another stack's state: stacks share names, never outputs. */
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
        why: `Its provider does not set the tag ${missing.join(' and the tag ')}, so alarms and costs have no owner.`,
        fix: 'Add it to default_tags.',
      };
    }
    if (readsStateOf.length === 0) continue;
    yield {
      code: 'STATE_SHARED',
      at,
      subject: `stack ${name}`,
      why: `It reads the state of ${readsStateOf.join(', ')}: its team cannot plan before that stack is deployed, and needs access to its state.`,
      fix: 'Use names by convention: build the ARN from account, region and name.',
    };
  }
};
