import { DEFAULT_BUS } from '../events/event-buses.ts';
import type { ResourceTypes } from './deploy.ts';

/** https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_RetryPolicy.html */
const RETRY_DEFAULTS = { eventAgeSecondsMax: 86_400, attemptsMax: 185 };

/** Target arguments that local-aws does not have yet: refused, because leaving them out would change what targets get. */
const TARGET_ARGUMENTS_MISSING = ['input', 'input_path', 'input_transformer', 'http_target'];

/** Buses, archives, rules and targets. */
export const EVENT_TYPES: ResourceTypes = {
  aws_cloudwatch_event_bus: ({ values, services }) => void services.events.buses.put(values.text('name')),

  aws_cloudwatch_event_archive: ({ values, services }) => {
    const pattern = values.optionalText('event_pattern');
    services.events.archives.put(
      {
        name: values.text('name'),
        busArn: values.text('event_source_arn'),
        retentionDays: values.number('retention_days', 0),
        ...(pattern === undefined ? {} : { pattern }),
      },
      services.clock.now(),
    );
  },

  aws_cloudwatch_event_rule: ({ resource, values, services }) => {
    const pattern = values.optionalText('event_pattern');
    if (pattern === undefined) throw new Error(`${resource.address}: local-aws knows rules with an event_pattern only, not schedules.`);
    const description = values.optionalText('description');
    services.events.buses.putRule({
      name: values.text('name'),
      busName: values.optionalText('event_bus_name') ?? DEFAULT_BUS,
      pattern,
      enabled: (values.optionalText('state') ?? 'ENABLED') !== 'DISABLED',
      ...(description === undefined ? {} : { description }),
    });
  },

  aws_cloudwatch_event_target: ({ resource, values, services }) => {
    for (const name of TARGET_ARGUMENTS_MISSING) {
      if (resource.values[name] !== undefined)
        throw new Error(`${resource.address}: local-aws does not know the target argument ${name} yet.`);
    }
    const retry = values.block('retry_policy');
    const roleArn = values.optionalText('role_arn');
    const deadLetterQueueArn = values.block('dead_letter_config')?.optionalText('arn');
    const messageGroupId = values.block('sqs_target')?.optionalText('message_group_id');
    const rule = services.events.buses.rule(values.optionalText('event_bus_name') ?? DEFAULT_BUS, values.text('rule'));
    const id = values.optionalText('target_id') ?? resource.address;
    rule.targets.set(id, {
      id,
      arn: values.text('arn'),
      ...(roleArn === undefined ? {} : { roleArn }),
      ...(deadLetterQueueArn === undefined ? {} : { deadLetterQueueArn }),
      ...(messageGroupId === undefined ? {} : { messageGroupId }),
      retryPolicy: {
        eventAgeSecondsMax:
          retry?.number('maximum_event_age_in_seconds', RETRY_DEFAULTS.eventAgeSecondsMax) ?? RETRY_DEFAULTS.eventAgeSecondsMax,
        attemptsMax: retry?.number('maximum_retry_attempts', RETRY_DEFAULTS.attemptsMax) ?? RETRY_DEFAULTS.attemptsMax,
      },
    });
  },
};
