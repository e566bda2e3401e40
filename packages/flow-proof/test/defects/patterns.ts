import type { Defect } from '../planted.ts';

export const PATTERN_DEFECTS: readonly Defect[] = [
  {
    name: 'a pattern has a value that is no list',
    finds: 'PATTERN_INVALID',
    plant: (stacks) =>
      stacks.edit('aws_cloudwatch_event_rule', 'new-order-on', 'event_pattern', (pattern: { detail: unknown }) => {
        pattern.detail = { Data: { service_info: 'delivery' } };
      }),
  },
];
