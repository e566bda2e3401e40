import { beforeAll, describe, expect, it } from 'vitest';
import { RULES } from '../src/index.ts';
import { ALARM_DEFECTS } from './defects/alarms.ts';
import { API_DEFECTS, COMMAND_DEFECTS, PIPE_DEFECTS, RIGHT_APIS, WORKFLOW_DEFECTS } from './defects/apis-and-workflows.ts';
import { COVERAGE_DEFECTS, RIGHT_COVERAGE } from './defects/coverage.ts';
import { DLQ_DEFECTS, DROPPED_DEFECTS, RIGHT_DEAD_LETTERS } from './defects/dead-letters.ts';
import { RIGHT_ROLES, UNUSED_DEFECTS, WEAK_DEFECTS, WIDE_DEFECTS } from './defects/least-privilege.ts';
import { NAME_DEFECTS, QUOTA_DEFECTS, RIGHT_QUOTAS, TIME_DEFECTS } from './defects/limits.ts';
import { ENCRYPTION_DEFECTS, PUBLIC_DEFECTS, RIGHT_OPENNESS, SECRET_DEFECTS } from './defects/openness.ts';
import { ACCEPTANCE_DEFECTS, acceptAt, MISSING_DEFECTS, OWNERSHIP_DEFECTS } from './defects/ownership.ts';
import { PATTERN_DEFECTS } from './defects/patterns.ts';
import { FORBIDDEN_DEFECTS, RIGHT_PERMISSIONS, UNCONDITIONED_DEFECTS } from './defects/permissions.ts';
import { RIGHT_SCHEDULES, SCHEDULE_DEFECTS } from './defects/schedules.ts';
import { ENDS_DEFECTS, INPUT_DEFECTS } from './defects/targets.ts';
import { type Defect, ourStacks, Stacks } from './planted.ts';

const DEFECTS: Readonly<Record<string, readonly Defect[]>> = {
  patterns: PATTERN_DEFECTS,
  coverage: COVERAGE_DEFECTS,
  ends: [...ENDS_DEFECTS, ...MISSING_DEFECTS],
  inputs: INPUT_DEFECTS,
  'what is forbidden': FORBIDDEN_DEFECTS,
  'what strangers may': UNCONDITIONED_DEFECTS,
  'what is dropped': DROPPED_DEFECTS,
  'dead-letter queues': DLQ_DEFECTS,
  alarms: ALARM_DEFECTS,
  'roles too weak': WEAK_DEFECTS,
  schedules: SCHEDULE_DEFECTS,
  'permissions unused': UNUSED_DEFECTS,
  wildcards: WIDE_DEFECTS,
  'what is public': PUBLIC_DEFECTS,
  encryption: ENCRYPTION_DEFECTS,
  secrets: SECRET_DEFECTS,
  quotas: QUOTA_DEFECTS,
  names: NAME_DEFECTS,
  'times and traces': TIME_DEFECTS,
  ownership: OWNERSHIP_DEFECTS,
  acceptance: ACCEPTANCE_DEFECTS,
  commands: COMMAND_DEFECTS,
  'GraphQL APIs': API_DEFECTS,
  workflows: WORKFLOW_DEFECTS,
  pipes: PIPE_DEFECTS,
};

const RIGHT = [
  ...RIGHT_COVERAGE,
  ...RIGHT_PERMISSIONS,
  ...RIGHT_DEAD_LETTERS,
  ...RIGHT_ROLES,
  ...RIGHT_OPENNESS,
  ...RIGHT_QUOTAS,
  ...RIGHT_SCHEDULES,
  ...RIGHT_APIS,
];

let clean: Stacks;
beforeAll(async () => {
  clean = await ourStacks();
});

const planted = (plant: Defect['plant']): Stacks => {
  const stacks = new Stacks(clean);
  plant(stacks);
  return stacks;
};

describe('our stacks', () => {
  it('when nothing is spoiled, then nothing is found', async () => {
    expect(await clean.findings()).toEqual([]);
  });
});

describe.each(Object.entries(DEFECTS))('%s', (_, defects) => {
  it.each(defects)('when $name, then it finds $finds and nothing else', async ({ plant, finds, at = '' }) => {
    const findings = await planted(plant).findings();
    const codes = new Set(findings.map(({ code }) => code));
    expect(codes, JSON.stringify(findings, null, 2)).toEqual(new Set([finds].flat()));
    for (const { resource } of findings) expect(resource).toContain(at);
  });
});

describe('what is right in another way', () => {
  it.each(RIGHT)('when $name, then nothing is found', async ({ plant }) => {
    expect(await planted(plant).findings()).toEqual([]);
  });
});

describe('the suite', () => {
  it('has a defect for every rule', () => {
    const found = new Set(Object.values(DEFECTS).flatMap((defects) => defects.flatMap(({ finds }) => finds)));
    expect([...found].sort()).toEqual(Object.keys(RULES).sort());
  });
});

describe('what is accepted with a reason', () => {
  const all = Object.values(DEFECTS).flat();
  const some = [...Map.groupBy(all, ({ finds }) => String(finds)).values()].flatMap(([first]) => first ?? []);
  it.each(some.filter(({ finds }) => !/ACCEPT|LOOP_WITHOUT/.test(String(finds))))(
    'when $name, then it is not told where it is accepted',
    async ({ plant }) => {
      const stacks = planted(plant);
      // A stack is no resource: what is wrong with it as a whole can't be accepted at one.
      const findings = (await stacks.findings()).filter(({ resource }) => !resource.endsWith('/provider.aws'));
      for (const [resource, codes] of Map.groupBy(findings, (finding) => finding.resource)) {
        const [stack = '', address = ''] = resource.split('/');
        const [type = '', name = ''] = address.split('.');
        const block = stacks.blocks(stack, type)[name];
        if (block === undefined) throw new Error(`There is no ${resource}.`);
        acceptAt(block, Object.fromEntries(codes.map(({ code }) => [code, 'It is meant so, at most 3 times, for this test.'])));
      }
      expect((await stacks.findings()).filter(({ resource }) => !resource.endsWith('/provider.aws'))).toEqual([]);
    },
  );
});
