import { z } from 'zod';
import { type Change, raw, value } from '../change.ts';

export const formatsAndPatterns: readonly Change[] = [
  value('text becomes a UUID', z.string(), z.uuid(), 'format-changed Data.v', 'ok'),
  value('a UUID becomes any text', z.uuid(), z.string(), 'ok', 'format-changed Data.v'),
  value('a date becomes a time', z.iso.date(), z.iso.datetime(), 'format-changed Data.v', 'format-changed Data.v'),
  value('a URL becomes an e-mail address', z.url(), z.email(), 'format-changed Data.v', 'format-changed Data.v'),
  value('text becomes a token of a format that ajv does not know', z.string(), z.jwt(), 'format-changed Data.v', 'ok'),
  value('a pattern comes', z.string(), z.string().regex(/^[A-Z]{3}$/), 'pattern-changed Data.v', 'ok'),
  value('a pattern goes', z.string().regex(/^[A-Z]{3}$/), z.string(), 'ok', 'pattern-changed Data.v'),
  value(
    'a pattern changes',
    z.string().regex(/^[A-Z]{3}$/),
    z.string().regex(/^[A-Z]+$/),
    'not-comparable Data.v',
    'not-comparable Data.v',
  ),
  value('a second pattern comes', z.string().regex(/a/), z.string().regex(/a/).regex(/b/), 'not-comparable Data.v', 'ok'),
  value('a time may have an offset', z.iso.datetime(), z.iso.datetime({ offset: true }), 'not-comparable Data.v', 'not-comparable Data.v'),
  value(
    'a pattern that is no regular expression with Unicode',
    z.literal('a'),
    z.string().regex(/^[\w-a]$/),
    'not-comparable Data.v',
    'type-widened Data.v',
  ),
  raw('text becomes encoded', { type: 'string' }, { type: 'string', contentEncoding: 'base64' }, 'format-changed v', 'ok'),
];
