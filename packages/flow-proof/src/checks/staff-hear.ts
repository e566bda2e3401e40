import { type Fields, isFields, textOf } from '@plumbline/topology';
import type { Check } from '../draft.ts';
import { allStates } from '../workflow-states.ts';

/**
 * Every subscriber of a topic can receive something: some publisher sets the message attributes that its filter policy asks for. Followed for
 * topics to which only workflows publish, because their definitions show the attributes.
 *
 * @see https://docs.aws.amazon.com/sns/latest/dg/sns-subscription-filter-policies.html
 */
export const staffHear: Check = function* (proof) {
  const { workflows, topics } = proof.topology;
  const publications = workflows.flatMap(({ definition }) =>
    definition === undefined ? [] : allStates(definition).flatMap(({ state }) => publicationOf(state)),
  );
  for (const topic of topics) {
    const own = publications.filter(({ topicArn }) => topicArn === topic.arn);
    const others = proof.functions.some(({ statements }) =>
      statements.some(({ resources, actions }) => actions.includes('sns:Publish') && resources.includes(topic.arn)),
    );
    if (own.length === 0 || others) continue;
    for (const { address, endpoint, filterPolicy } of topic.subscriptions) {
      if (filterPolicy === undefined) continue;
      const asked = Object.keys(filterPolicy).filter((name) => !name.startsWith('$'));
      const never = own.every(({ attributes }) =>
        asked.some((name) => !canMatch(filterPolicy[name], name in attributes ? attributes[name] : null)),
      );
      if (!never) continue;
      yield {
        code: 'FILTER_NEVER_MATCHES',
        at: { stack: topic.stack, address },
        subject: `subscription of ${endpoint} to ${topic.name}`,
        why: `Its filter policy asks for ${JSON.stringify(filterPolicy)}, but the messages have ${attributesText(own.map(({ attributes }) => attributes))}.`,
        fix: 'Correct the filter policy, or set the attribute where the message is published.',
      };
    }
  }
};

interface Publication {
  readonly topicArn: string;
  /** The value of each attribute; `undefined`: known only at run time. */
  readonly attributes: Readonly<Record<string, string | undefined>>;
}

const publicationOf = (state: Fields): readonly Publication[] => {
  if (!/:states:::(aws-sdk:)?sns:publish/.test(textOf(state.Resource) ?? '')) return [];
  const args = [state.Arguments, state.Parameters].find(isFields) ?? {};
  const topicArn = textOf(args.TopicArn);
  if (topicArn === undefined) return [];
  const attributes = isFields(args.MessageAttributes) ? args.MessageAttributes : {};
  return [{ topicArn, attributes: Object.fromEntries(Object.entries(attributes).map(([name, value]) => [name, literalOf(value)])) }];
};

const literalOf = (attribute: unknown): string | undefined => {
  const text = isFields(attribute as Fields) ? textOf((attribute as Fields).StringValue) : undefined;
  return text === undefined || text.includes('{%') || text.startsWith('$') ? undefined : text;
};

/** Whether an attribute can have one of the values; only plain strings are compared. */
const canMatch = (asked: unknown, value: string | undefined | null): boolean => {
  if (value === null) return false;
  if (!Array.isArray(asked)) return true;
  if (value === undefined) return true;
  return asked.some((one) => typeof one !== 'string' || one === value);
};

const attributesText = (all: readonly Publication['attributes'][]): string =>
  all
    .map((attributes) =>
      Object.keys(attributes).length === 0
        ? 'no attributes'
        : Object.entries(attributes)
            .map(([name, value]) => `${name}${value === undefined ? '' : ` = ${value}`}`)
            .join(', '),
    )
    .join('; or ');
