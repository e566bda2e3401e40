import { readTopology } from '@plumbline/topology';
import { describe, expect, it } from 'vitest';
import { largeSystem } from '../bench/index.ts';
import { checkFlows } from '../src/index.ts';
import { WORLD } from './planted.ts';

const BUSES = 2;
const FUNCTIONS_OF_BUS = 10;

describe('a generated system', () => {
  const { stacks, contracts } = largeSystem(BUSES, FUNCTIONS_OF_BUS);
  const topology = readTopology(stacks, WORLD);

  it('when it is read, then it is read completely', () => {
    expect(topology.problems).toEqual([]);
    expect(contracts).toHaveLength(BUSES * FUNCTIONS_OF_BUS);
    expect(topology.functions).toHaveLength(BUSES * FUNCTIONS_OF_BUS);
    expect(topology.rules).toHaveLength(2 * BUSES * FUNCTIONS_OF_BUS);
    for (const { targets, pattern } of topology.rules) {
      expect(targets.length).toBe(1);
      expect(pattern === undefined).toBe(false);
    }
  });

  it('when it is proven, then nothing is found', async () => {
    expect(await checkFlows({ topology, contracts })).toEqual([]);
  });

  it('when one contract changes a value that a rule asks for, then it is found: the proof looked at it', async () => {
    const [first, ...others] = contracts;
    if (first === undefined) throw new Error('There are no contracts.');
    const changed = { ...first, data: first.data.extend({ channel: first.data.shape.tags }), examples: [] } as typeof first;
    const codes = (await checkFlows({ topology, contracts: [changed, ...others] })).map(({ code }) => code);
    expect(new Set(codes)).toEqual(new Set(['PATTERN_NEVER_MATCHES']));
  });
});
