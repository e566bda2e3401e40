import { type Change, change, raw } from '../change.ts';

export const whatIsNotCompared: readonly Change[] = [
  raw(
    'dependent properties',
    { type: 'object', properties: { a: {}, b: {} } },
    { type: 'object', properties: { a: {}, b: {} }, dependentRequired: { a: ['b'] } },
    'not-comparable v',
    'not-comparable v',
  ),
  raw(
    'conditions',
    { type: 'string' },
    { type: 'string', if: { minLength: 2 }, else: { pattern: '^a' } },
    'not-comparable v',
    'not-comparable v',
  ),
  change(
    'references',
    { type: 'object', properties: { a: { $ref: '#/$defs/A' } }, $defs: { A: { type: 'string' } } },
    { type: 'object', properties: { a: { $ref: '#/$defs/A' } }, $defs: { A: { type: 'integer' } } },
    'not-comparable ',
    'not-comparable ',
  ),
];
