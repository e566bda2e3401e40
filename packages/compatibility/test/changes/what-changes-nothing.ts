import { z } from 'zod';
import { type Change, change, value } from '../change.ts';

export const whatChangesNothing: readonly Change[] = [
  value('a description', z.string(), z.string().describe('the name'), 'ok', 'ok'),
  value('a deprecation', z.string(), z.string().meta({ deprecated: true }), 'ok', 'ok'),
  value('a default', z.string().optional(), z.string().default('x'), 'ok', 'ok'),
  change(
    'all of allOf',
    {
      allOf: [
        { type: 'object', properties: { a: { type: 'integer' } } },
        { type: 'object', properties: { b: { type: 'integer' } } },
      ],
    },
    { type: 'object', properties: { a: { type: 'integer' }, b: { type: 'integer' } } },
    'ok',
    'ok',
  ),
];
