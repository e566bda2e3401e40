import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aslErrors } from '../testing/asl-errors.ts';
import { type MachineStand, startMachineStand } from '../testing/machine-stand.ts';
import { BRANCHES } from './branches.ts';
import type { Case } from './case.ts';
import { CHOICES } from './choices.ts';
import { INTRINSICS } from './intrinsics.ts';
import { JSONATA_DATA, JSONATA_VARIABLES } from './jsonata-data.ts';
import { JSONPATH_DATA, JSONPATH_VARIABLES } from './jsonpath-data.ts';

let stand: MachineStand;

beforeAll(async () => {
  stand = await startMachineStand();
});
afterAll(async () => {
  expect(stand.errors).toEqual([]);
  await stand.stop();
});

const GROUPS: Readonly<Record<string, readonly Case[]>> = {
  'data in JSONPath': JSONPATH_DATA,
  'variables in JSONPath': JSONPATH_VARIABLES,
  'intrinsic functions': INTRINSICS,
  'choices in JSONPath': CHOICES,
  'data in JSONata': JSONATA_DATA,
  'variables in JSONata': JSONATA_VARIABLES,
  'branches and iterations': BRANCHES,
};
/** AWS names the state in the causes that it finds itself. */
const PREFIX = /^An error occurred while executing the state '[^']+' \(entered at the event id #\d+\)\. /;

describe.each(Object.entries(GROUPS))('%s', (_, cases) => {
  it.each(cases.map((one) => [one.rule, one] as const))('%s', async (__, { definition, input, output, error, cause, notForValidator }) => {
    const valid = notForValidator === undefined;
    // An exception that is needed no longer is a mistake too.
    if (!valid) expect(aslErrors(definition)).not.toBe('');
    const executionArn = stand.begin(stand.putMachine(definition, { name: 'case', valid }), input);
    await stand.settled();
    const ran = await stand.describe(executionArn);
    expect({ ...ran, ...(ran.cause === undefined ? {} : { cause: ran.cause.replace(PREFIX, '') }) }).toEqual(
      error === undefined ? { status: 'SUCCEEDED', output } : { status: 'FAILED', error, ...(cause === undefined ? {} : { cause }) },
    );
  });
});
