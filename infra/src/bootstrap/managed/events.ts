import { allow, type ManagedService } from './managed-service.ts';

/** Buses, archives, rules, schedules, and the schema registry. */
export const EVENT_SERVICES: readonly ManagedService[] = [
  {
    types: ['aws_cloudwatch_event_archive', 'aws_cloudwatch_event_bus', 'aws_cloudwatch_event_rule', 'aws_cloudwatch_event_target'],
    read: ['events:Describe*', 'events:List*'],
    write: ({ prefix, arn }) => [
      allow(
        [
          'events:CreateArchive',
          'events:CreateEventBus',
          'events:DeleteArchive',
          'events:DeleteEventBus',
          'events:TagResource',
          'events:UntagResource',
          'events:UpdateArchive',
          'events:UpdateEventBus',
        ],
        ['event-bus', 'archive'].map((kind) => arn('events', `${kind}/${prefix}`)),
      ),
      allow(
        [
          'events:DeleteRule',
          'events:DisableRule',
          'events:EnableRule',
          'events:PutRule',
          'events:PutTargets',
          'events:RemoveTargets',
          'events:TagResource',
          'events:UntagResource',
        ],
        // Rules of the default bus, and of ours.
        [`${prefix}-*`, `${prefix}/${prefix}-*`].map((rule) => arn('events', `rule/${rule}`)),
      ),
    ],
  },
  {
    types: ['aws_scheduler_schedule', 'aws_scheduler_schedule_group'],
    read: ['scheduler:GetSchedule', 'scheduler:GetScheduleGroup', 'scheduler:ListTagsForResource'],
    write: ({ prefix, arn }) => [
      // A group is deleted with whatever is in it.
      allow(
        ['scheduler:CreateSchedule', 'scheduler:DeleteSchedule', 'scheduler:UpdateSchedule'],
        arn('scheduler', `schedule/${prefix}-*/*`),
      ),
      allow(
        ['scheduler:CreateScheduleGroup', 'scheduler:DeleteScheduleGroup', 'scheduler:TagResource', 'scheduler:UntagResource'],
        arn('scheduler', `schedule-group/${prefix}-*`),
      ),
    ],
  },
  {
    types: ['aws_schemas_registry', 'aws_schemas_schema'],
    read: ['schemas:Describe*', 'schemas:List*'],
    write: ({ prefix, arn }) => [
      allow(
        [
          'schemas:CreateRegistry',
          'schemas:CreateSchema',
          'schemas:DeleteRegistry',
          'schemas:DeleteSchema*',
          'schemas:TagResource',
          'schemas:UntagResource',
          'schemas:UpdateRegistry',
          'schemas:UpdateSchema',
        ],
        [`registry/${prefix}`, `schema/${prefix}/*`].map((resource) => arn('schemas', resource)),
      ),
    ],
  },
];
