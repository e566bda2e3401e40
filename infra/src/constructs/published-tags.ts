import { type FunctionManifest, PUBLISHES_TAG, publishedVersions } from '@plumbline/event-kit';

/** https://docs.aws.amazon.com/tag-editor/latest/userguide/best-practices-and-strats.html#tag-conventions */
const TAG_VALUE_LENGTH_MAX = 256;

/**
 * The versions of events that a function publishes, such as `OrderAccepted:2.0 OrderAccepted:1.3`. Policies do not show versions, because
 * all major versions of an event have one detail-type. Uses several tags if one is too short.
 */
export const publishedTags = ({ publishes }: FunctionManifest): Readonly<Record<string, string>> => {
  const values: string[] = [];
  for (const { eventType, version } of publishes.flatMap(publishedVersions)) {
    const entry = `${eventType}:${version}`;
    const last = values.at(-1);
    if (last === undefined || last.length + 1 + entry.length > TAG_VALUE_LENGTH_MAX) values.push(entry);
    else values.splice(-1, 1, `${last} ${entry}`);
  }
  return Object.fromEntries(values.map((value, index) => [index === 0 ? PUBLISHES_TAG : `${PUBLISHES_TAG}-${index + 1}`, value]));
};
