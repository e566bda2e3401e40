import type { QueryLanguage } from './dynamic-field.ts';
import type { StateType } from './state-machine.ts';

const TRANSITION = ['Next', 'End'];
const RECOVERY = ['Retry', 'Catch'];
const FILTERS = ['InputPath', 'OutputPath'];
const RESULT = ['Parameters', 'ResultPath'];

/** https://docs.aws.amazon.com/step-functions/latest/dg/statemachine-structure.html and the pages of the states */
const FIELDS: Readonly<Record<StateType, Readonly<Record<QueryLanguage | 'both', readonly string[]>>>> = {
  Pass: { both: [...TRANSITION, 'Assign'], JSONPath: [...FILTERS, ...RESULT, 'Result'], JSONata: ['Output'] },
  Task: {
    both: [...TRANSITION, ...RECOVERY, 'Assign', 'Resource', 'TimeoutSeconds', 'HeartbeatSeconds'],
    JSONPath: [...FILTERS, ...RESULT, 'ResultSelector', 'TimeoutSecondsPath', 'HeartbeatSecondsPath'],
    JSONata: ['Arguments', 'Output'],
  },
  Choice: { both: ['Choices', 'Default', 'Assign'], JSONPath: FILTERS, JSONata: ['Output'] },
  Wait: {
    both: [...TRANSITION, 'Assign', 'Seconds', 'Timestamp'],
    JSONPath: [...FILTERS, 'SecondsPath', 'TimestampPath'],
    JSONata: ['Output'],
  },
  Succeed: { both: [], JSONPath: FILTERS, JSONata: ['Output'] },
  Fail: { both: ['Error', 'Cause'], JSONPath: ['ErrorPath', 'CausePath'], JSONata: [] },
  Parallel: {
    both: [...TRANSITION, ...RECOVERY, 'Assign', 'Branches'],
    JSONPath: [...FILTERS, ...RESULT, 'ResultSelector'],
    JSONata: ['Arguments', 'Output'],
  },
  Map: {
    both: [...TRANSITION, ...RECOVERY, 'Assign', 'ItemProcessor', 'Iterator', 'ItemSelector', 'MaxConcurrency'],
    JSONPath: [...FILTERS, ...RESULT, 'ResultSelector', 'ItemsPath', 'MaxConcurrencyPath'],
    JSONata: ['Items', 'Output'],
  },
};

/** The fields that a state of this type may have in this query language. */
export const allowedFields = (type: StateType, language: QueryLanguage): readonly string[] => [
  ...['Type', 'Comment', 'QueryLanguage'],
  ...FIELDS[type].both,
  ...FIELDS[type][language],
];
