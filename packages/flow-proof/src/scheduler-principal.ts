import { arnOf } from './arn.ts';

/** EventBridge Scheduler, as policies name it. */
export const SCHEDULER = { type: 'Service', id: 'scheduler.amazonaws.com' } as const;

/**
 * The condition keys that Scheduler sends when it assumes a role: the ARN is the group's, never the schedule's.
 * @see https://docs.aws.amazon.com/scheduler/latest/UserGuide/cross-service-confused-deputy-prevention.html
 */
export const schedulerKeys = (groupArn: string): Record<string, string> => ({
  'aws:SourceArn': groupArn,
  'aws:SourceAccount': arnOf(groupArn)?.account ?? '',
});
