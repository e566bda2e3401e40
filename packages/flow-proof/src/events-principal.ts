import { arnOf } from './arn.ts';

/** EventBridge, as policies name it. */
export const EVENTS = { type: 'Service', id: 'events.amazonaws.com' } as const;

/** The condition keys that EventBridge sends, https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html */
export const eventsKeys = (sourceArn: string): Record<string, string> => ({
  'aws:SourceArn': sourceArn,
  'aws:SourceAccount': arnOf(sourceArn)?.account ?? '',
  'aws:SecureTransport': 'true',
});
