import type { Segment } from '@plumbline/local-aws-kernel';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type MachineStand, startMachineStand } from '../testing/machine-stand.ts';

const ROOT = '1-5759e988-bd862e3fe1be46a994272793';
const HEADER = `Root=${ROOT};Parent=53995c3f42cd8ad8;Sampled=1`;

let stand: MachineStand;
beforeEach(async () => {
  stand = await startMachineStand();
});
afterEach(async () => {
  await stand.stop();
  expect(stand.errors).toEqual([]);
});

const run = async (definition: object, tracing: boolean, traceHeader?: string): Promise<void> => {
  const arn = stand.putMachine(definition, { name: 'm', tracing });
  stand.stepfunctions.startExecution(arn, '{}', { name: 'e', traceHeader });
  await stand.settled();
};
const segments = (): readonly Segment[] =>
  stand.store
    .prepare('select document from xray_segment')
    .all()
    .map(({ document }) => JSON.parse(String(document)) as Segment);
/** The names of a segment and the ones above it, such as `f < S < m`. */
const pathOf = (segment: Segment): string => {
  const parent = segments().find(({ id }) => id === segment.parent_id);
  return parent === undefined ? segment.name : `${segment.name} < ${pathOf(parent)}`;
};

/** https://docs.aws.amazon.com/step-functions/latest/dg/concepts-xray-tracing.html */
describe('a traced machine', () => {
  it('when it calls a function, then execution, state and function are one trace, below the caller', async () => {
    const Resource = await stand.putFunction('f', 'export const handler = () => 1;');
    await run({ StartAt: 'S', States: { S: { Type: 'Task', Resource, End: true } } }, true, HEADER);
    expect(segments().map(pathOf).sort()).toEqual(['S < m', 'f < S < m', 'm']);
    expect(segments().every(({ trace_id }) => trace_id === ROOT)).toBe(true);
    expect(segments().find(({ name }) => name === 'm')).toMatchObject({
      ...{ parent_id: '53995c3f42cd8ad8', origin: 'AWS::StepFunctions::StateMachine' },
      aws: { execution_arn: expect.stringContaining(':execution:m:e') },
    });
  });

  it('when branches run, then their states are below the state that started them', async () => {
    const branch = (name: string) => ({ StartAt: name, States: { [name]: { Type: 'Pass', End: true } } });
    await run({ StartAt: 'P', States: { P: { Type: 'Parallel', Branches: [branch('A'), branch('B')], End: true } } }, true);
    expect(segments().map(pathOf).sort()).toEqual(['A < P < m', 'B < P < m', 'P < m', 'm']);
  });

  it('when a state fails, then it and the execution are faults, with the error', async () => {
    await run({ StartAt: 'S', States: { S: { Type: 'Fail', Error: 'Mine', Cause: 'because' } } }, true);
    const fault = { fault: true, cause: { exceptions: [{ type: 'Mine', message: 'because' }] } };
    expect([...segments()].sort((a, b) => (a.name < b.name ? -1 : 1))).toMatchObject([
      { name: 'S', ...fault },
      { name: 'm', ...fault },
    ]);
  });

  it('when there is no caller’s trace, then it begins one', async () => {
    await run({ StartAt: 'S', States: { S: { Type: 'Pass', End: true } } }, true);
    const [one, two] = segments();
    expect(one?.trace_id).toMatch(/^1-[0-9a-f]{8}-[0-9a-f]{24}$/);
    expect(two?.trace_id).toBe(one?.trace_id);
  });

  it('when tracing is off, then there are no segments of its own, and the trace is passed on', async () => {
    const Resource = await stand.putFunction('f', 'export const handler = () => 1;');
    await run({ StartAt: 'S', States: { S: { Type: 'Task', Resource, End: true } } }, false, HEADER);
    expect(segments()).toMatchObject([{ name: 'f', trace_id: ROOT, parent_id: '53995c3f42cd8ad8' }]);
  });
});
