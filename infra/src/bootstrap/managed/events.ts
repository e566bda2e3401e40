import { allow, type ManagedService } from './managed-service.ts';

/** Buses, archives, rules, API destinations, schedules, and the schema registry. */
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
        // The bus, its archive, and the archives of domains.
        [`event-bus/${prefix}`, `archive/${prefix}`, `archive/${prefix}-*`].map((resource) => arn('events', resource)),
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
    types: ['aws_cloudwatch_event_api_destination', 'aws_cloudwatch_event_connection'],
    read: ['events:Describe*', 'events:List*'],
    write: ({ prefix, partition, accountId, arn }) => [
      allow(
        [
          'events:CreateApiDestination',
          'events:CreateConnection',
          'events:DeauthorizeConnection',
          'events:DeleteApiDestination',
          'events:DeleteConnection',
          'events:UpdateApiDestination',
          'events:UpdateConnection',
        ],
        ['api-destination', 'connection'].map((kind) => arn('events', `${kind}/${prefix}-*`)),
      ),
      // EventBridge stores a connection's key as a secret, on behalf of the principal that creates the connection:
      // https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AmazonEventBridgeFullAccess.html
      allow(
        [
          'secretsmanager:CreateSecret',
          'secretsmanager:DeleteSecret',
          'secretsmanager:GetSecretValue',
          'secretsmanager:PutSecretValue',
          'secretsmanager:UpdateSecret',
        ],
        arn('secretsmanager', `secret:events!connection/${prefix}-*`),
      ),
      // https://docs.aws.amazon.com/eventbridge/latest/userguide/using-service-linked-roles-service-action-1.html
      allow(
        ['iam:CreateServiceLinkedRole'],
        `arn:${partition}:iam::${accountId}:role/aws-service-role/apidestinations.events.amazonaws.com/*`,
        { StringEquals: { 'iam:AWSServiceName': 'apidestinations.events.amazonaws.com' } },
      ),
    ],
  },
  {
    types: ['aws_scheduler_schedule', 'aws_scheduler_schedule_group'],
    read: ['scheduler:GetSchedule', 'scheduler:GetScheduleGroup', 'scheduler:ListTagsForResource'],
    write: ({ prefix, arn }) => [
      // Deleting a group also deletes its schedules.
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
