import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Resource, readStacks, resolveStack, type StackFile } from '@plumbline/topology';
import { environmentFrom } from '../src/environment.ts';
import { plumblineApp } from '../src/plumbline-app.ts';

export interface Synthesized {
  readonly directory: string;
  readonly stacks: readonly StackFile[];
  readonly resources: readonly Resource[];
  /** What only the variables of a workspace tell. */
  readonly unresolved: readonly string[];
  ofType(type: string): readonly Resource[];
}

/** Synthesizes the whole system into a folder of its own, and resolves it as a deployment would. */
export const synthesize = async (variables: Record<string, string> = {}): Promise<Synthesized> => {
  const directory = mkdtempSync(join(tmpdir(), 'plumbline-synth-'));
  plumblineApp(environmentFrom(variables), directory).synth();
  const stacks = await readStacks(directory);
  const world = { accountId: '123456789012', region: 'eu-west-1', partition: 'aws', sqsEndpoint: 'https://sqs.eu-west-1.amazonaws.com' };
  const unresolved: string[] = [];
  const resources = stacks.flatMap((stack) => resolveStack(stack, world, ({ message }) => unresolved.push(message)));
  return { directory, stacks, resources, unresolved, ofType: (type) => resources.filter((resource) => resource.type === type) };
};
