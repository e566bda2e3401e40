import { z } from 'zod';
import { type Change, card, cash, celsius, change, Data, fahrenheit, value } from '../change.ts';

export const unitsAndMeanings: readonly Change[] = [
  value('a unit is added', z.number(), z.number().meta(celsius), 'ok', 'ok'),
  value('a unit changes', z.number().meta(celsius), z.number().meta(fahrenheit), 'unit-changed Data.v', 'unit-changed Data.v'),
  value('a unit is removed', z.number().meta(celsius), z.number(), 'unit-changed Data.v', 'unit-changed Data.v'),
  value('a value with a unit becomes nullable', z.number().meta(celsius), z.number().meta(celsius).nullable(), 'ok', 'nullability Data.v'),
  value(
    'a value with a unit becomes optional',
    z.number().meta(celsius),
    z.number().meta(celsius).optional(),
    'ok',
    'required-removed Data.v',
  ),
  change('a property with a unit is removed', Data({ v: z.number().meta(celsius).optional() }), Data({}), 'ok', 'ok'),
  value(
    'the unit of an item changes',
    z.array(z.number().meta(celsius)),
    z.array(z.number().meta(fahrenheit)),
    'unit-changed Data.v[]',
    'unit-changed Data.v[]',
  ),
  value('a meaning is added', z.int(), z.int().meta({ 'x-meaning': 'guests at the table' }), 'ok', 'ok'),
  value(
    'a meaning changes',
    z.int().meta({ 'x-meaning': 'guests' }),
    z.int().meta({ 'x-meaning': 'seats' }),
    'meaning-changed Data.v',
    'meaning-changed Data.v',
  ),
  value(
    'a meaning is removed and the type widened',
    z.int().meta({ 'x-meaning': 'guests' }),
    z.number(),
    'meaning-changed Data.v',
    'meaning-changed Data.v, type-widened Data.v',
  ),
  value(
    'units change places in a union',
    z.discriminatedUnion('kind', [card.extend({ t: z.number().meta(celsius) }), cash.extend({ t: z.number().meta(fahrenheit) })]),
    z.discriminatedUnion('kind', [card.extend({ t: z.number().meta(fahrenheit) }), cash.extend({ t: z.number().meta(celsius) })]),
    'unit-changed Data.v.t, unit-changed Data.v.t',
    'unit-changed Data.v.t, unit-changed Data.v.t',
  ),
];
