import { measured } from '@plumbline/event-kit';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { dishCooked, dishCookedV2, domainOf, kitchen } from '../test/kitchen.ts';
import { type Compatibility, checkContracts } from './check-contracts.ts';

const deprecated = { since: '2026-06-01', sunset: '2026-12-31', reason: 'Use v2.' };
const optional = { dish: z.string(), spicy: z.boolean().optional() };
const required = { dish: z.string(), spicy: z.boolean() };

const check = (
  declared: Parameters<typeof domainOf>[0],
  published: Parameters<typeof domainOf>[1],
  { today = '2026-11-21', topology = kitchen(), compatibility = 'full' as Compatibility } = {},
) => checkContracts({ domains: [domainOf(declared, published)], topology, today, compatibility });

describe('checkContracts', () => {
  it.each<readonly [string, Parameters<typeof check>, readonly string[]]>([
    ['what is declared is published', [[dishCooked('1.0')], [dishCooked('1.0')]], []],
    ['nothing is published yet', [[dishCooked('1.0')], []], ['SCHEMA_NOT_PUBLISHED']],
    ['an optional property comes with a new minor', [[dishCooked('1.1', optional)], [dishCooked('1.0')]], ['SCHEMA_NOT_PUBLISHED']],
    ['an optional property comes without one', [[dishCooked('1.0', optional)], [dishCooked('1.0')]], ['VERSION_CHANGED']],
    [
      'only descriptions change',
      [[dishCooked('1.0', { dish: z.string().describe('Its name.') })], [dishCooked('1.0')]],
      ['SCHEMA_OUTDATED'],
    ],
    ['the major becomes deprecated', [[dishCooked('1.0', undefined, deprecated)], [dishCooked('1.0')]], ['SCHEMA_OUTDATED']],
    ['the contract declares an older minor version', [[dishCooked('1.0')], [dishCooked('1.1')]], ['VERSION_BEHIND']],
    ['the tenth minor follows the second', [[dishCooked('1.10')], [dishCooked('1.2'), dishCooked('1.10')]], []],
    ['a required property comes with a new minor', [[dishCooked('1.1', required)], [dishCooked('1.0')]], ['BREAKING_CHANGE']],
    ['a required property goes', [[dishCooked('1.1', {})], [dishCooked('1.0')]], ['BREAKING_CHANGE']],
    [
      'it breaks with a minor before the last',
      [[dishCooked('1.2', optional)], [dishCooked('1.0', required), dishCooked('1.1', optional)]],
      ['BREAKING_CHANGE'],
    ],
    [
      'a new major comes beside the old one',
      [[dishCookedV2(dishCooked('1.0')), dishCooked('1.0')], [dishCooked('1.0')]],
      ['SCHEMA_NOT_PUBLISHED'],
    ],
    ['its detail-type changes', [[{ ...dishCooked('1.1'), detailType: 'cooked' }], [dishCooked('1.0')]], ['BREAKING_CHANGE']],
    [
      'its source changes, which no rule names',
      [[{ ...dishCooked('1.1'), source: 'plumbline.stove' }], [dishCooked('1.0')]],
      ['SCHEMA_NOT_PUBLISHED'],
    ],
  ])('when %s, then it finds %3$j', (_, args, codes) => {
    expect(check(...args).map(({ code }) => code)).toEqual(codes);
  });

  it.each<readonly [Compatibility, readonly string[]]>([
    ['backward', ['BREAKING_CHANGE']],
    ['forward', ['SCHEMA_NOT_PUBLISHED']],
    ['full', ['BREAKING_CHANGE']],
  ])('when a property becomes required, then %s compatibility finds %j', (compatibility, codes) => {
    expect(check([dishCooked('1.1', required)], [dishCooked('1.0', optional)], { compatibility }).map(({ code }) => code)).toEqual(codes);
  });

  it('when a change breaks, then the finding names the place, the reason, the broken consumers, and the fix', () => {
    const [finding] = check([dishCooked('1.1', { dish: z.number() })], [dishCooked('1.0')]);
    expect(finding).toMatchObject({
      severity: 'error',
      subject: 'DishCooked 1.1',
      file: 'packages/contracts/kitchen/schemas/DishCooked/1.1.json',
      why: expect.stringMatching(/Data\.dish[\s\S]*Forward[\s\S]*Consumers of DishCooked v1: serve \(kitchen-team\)/),
      fix: expect.stringContaining('major'),
    });
  });

  it('when a unit or a meaning changes under the same name, then it is refused', () => {
    const degrees = (unit: string, meaning = 'Temperature of the dish') => ({ heat: measured(z.number(), { unit, meaning }) });
    for (const other of [degrees('fahrenheit'), degrees('celsius', 'Temperature of the oven')]) {
      const findings = check([dishCooked('1.1', other)], [dishCooked('1.0', degrees('celsius'))]);
      expect(findings).not.toEqual([]);
      expect(findings.every(({ code }) => code === 'BREAKING_CHANGE')).toBe(true);
    }
  });

  it.each<readonly [string, Parameters<typeof kitchen>[0], string, boolean, readonly string[]]>([
    ['was never deprecated', { serves: [] }, '2027-06-01', false, ['MAJOR_REMOVED']],
    ['may still be used', { serves: [] }, '2026-12-31', true, ['MAJOR_REMOVED']],
    ['is past its sunset, and still consumed', { serves: ['1'] }, '2027-01-01', true, ['MAJOR_REMOVED']],
    ['is past its sunset, and has no consumer', { serves: ['2'] }, '2027-01-01', true, []],
  ])('when a major is removed that %s, then it finds %5$j', (_, serving, today, wasDeprecated, codes) => {
    const older = dishCooked('1.0', undefined, wasDeprecated ? deprecated : undefined);
    const { downcast: _older, ...newer } = dishCookedV2(older);
    const found = check([newer], [older, newer], { topology: kitchen(serving), today });
    expect(found.map(({ code }) => code)).toEqual(codes);
  });
});
