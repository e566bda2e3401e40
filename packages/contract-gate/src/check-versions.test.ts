import type { EventContract } from '@plumbline/event-kit';
import { describe, expect, it } from 'vitest';
import { dishCooked, dishCookedV2, domainOf, type Kitchen, kitchen } from '../test/kitchen.ts';
import { checkVersions } from './check-versions.ts';

const deprecated = { since: '2026-06-01', sunset: '2026-12-31', reason: 'It says which dishes.' };
const older = dishCooked('1.0', undefined, deprecated);
const newer = dishCookedV2(older);
const both = 'DishCooked:2.0 DishCooked:1.0';

const check = (contracts: readonly EventContract[], serving: Kitchen, today = '2026-11-21') =>
  checkVersions({ domains: [domainOf(contracts, [])], topology: kitchen(serving), today });

describe('checkVersions', () => {
  it.each<readonly [string, Parameters<typeof check>, readonly string[]]>([
    ['the consumed version is published', [[dishCooked('1.0')], {}], []],
    ['a function has no tag for its published versions', [[dishCooked('1.0')], { cooks: '' }], []],
    [
      'a minor version is published, which the consumers of its major version receive',
      [[dishCooked('1.3')], { cooks: 'DishCooked:1.3' }],
      [],
    ],
    ['a consumer has moved to a version that no function publishes', [[dishCooked('1.0'), newer], { serves: ['2'] }], ['NO_PRODUCER']],
    ['the older major version is no longer published', [[older, newer], { cooks: 'DishCooked:2.0' }], ['NO_PRODUCER', 'DEPRECATED_IN_USE']],
    ['a rule asks for a major that no contract declares', [[dishCooked('1.0')], { serves: ['1', '7'] }], ['NO_CONTRACT']],
    ['a rule misspells the detail-type', [[dishCooked('1.0')], { detailType: 'dish-coked' }], ['NO_CONTRACT']],
    ['a deprecated major is consumed within its grace period', [[older, newer], { cooks: both }], ['DEPRECATED_IN_USE']],
    ['it is its last day', [[older, newer], { cooks: both }, '2026-12-31'], ['DEPRECATED_IN_USE']],
    ['its sunset has passed, and it is consumed', [[older, newer], { cooks: both }, '2027-01-01'], ['SUNSET_PASSED']],
    [
      'its sunset has passed, and a rule still delivers it to a queue for manual work',
      [[older, newer], { cooks: both, to: 'aws_sqs_queue.counter' }, '2027-01-01'],
      ['SUNSET_PASSED'],
    ],
    [
      'its sunset has passed, and a rule still delivers it to an address outside AWS',
      [[older, newer], { cooks: both, to: 'aws_cloudwatch_event_api_destination.guest' }, '2027-01-01'],
      ['SUNSET_PASSED'],
    ],
    ['a deprecated major version has no consumer', [[older, newer], { cooks: both, serves: ['2'] }], []],
    ['its sunset has passed, and it has no consumer', [[older, newer], { cooks: both, serves: ['2'] }, '2027-01-01'], ['SUNSET_UNUSED']],
  ])('when %s, then it finds %3$j', (_, args, codes) => {
    expect(check(...args).map(({ code }) => code)).toEqual(codes);
  });

  it('when a sunset has passed, then the finding gives the day, the remaining consumers, and the replacement', () => {
    const [finding] = check([older, newer], { cooks: both }, '2027-01-11');
    expect(finding).toMatchObject({
      severity: 'error',
      subject: 'DishCooked v1',
      why: expect.stringMatching(/ended on 2026-12-31, 11 days ago, .*serve \(kitchen-team\)/),
      fix: expect.stringContaining('It says which dishes.'),
    });
  });

  it('when it warns, then the finding gives the number of remaining days', () => {
    const [finding] = check([older, newer], { cooks: both });
    expect(finding).toMatchObject({ severity: 'warning', why: expect.stringContaining('until 2026-12-31 (40 days)') });
  });
});
