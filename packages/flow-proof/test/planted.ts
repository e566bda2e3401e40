import { fileURLToPath } from 'node:url';
import { readContracts } from '@plumbline/contract-gate';
import type { CommandContract, EventContract } from '@plumbline/event-kit';
import { readStacks, readTopology, type StackFile } from '@plumbline/topology';
import { checkFlows, type FlowCode, type FlowFinding, type FlowSystem } from '../src/index.ts';

/** A defect that a team might introduce, in a copy of our stacks. */
export interface Defect {
  readonly name: string;
  /** What must be found, and nothing else. A rule that is broken twice is found twice. */
  readonly finds: FlowCode | readonly FlowCode[];
  /** Part of the `resource` that every finding of it names. @default any */
  readonly at?: string;
  readonly plant: (stacks: Stacks) => void;
}

export type Block = { [key: string]: unknown };

export const WORLD = {
  accountId: '123456789012',
  region: 'eu-west-1',
  partition: 'aws',
  sqsEndpoint: 'https://sqs.eu-west-1.amazonaws.com',
};

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
/** Compiled Terraform of one day: a change in a service must not break these tests. */
const FROZEN = fileURLToPath(new URL('system', import.meta.url));

/** The day of the check. */
const TODAY = '2026-11-29';

/** A copy of our stacks, to plant defects in. */
export class Stacks {
  readonly files: StackFile[];

  contracts: readonly EventContract[];
  commands: readonly CommandContract[];

  constructor({ files, contracts, commands }: Pick<Stacks, 'files' | 'contracts' | 'commands'>) {
    this.files = structuredClone(files);
    this.contracts = contracts;
    this.commands = commands;
  }

  /** The one resource of a type whose name begins like this; it may be changed. */
  block(type: string, named: string): Block {
    const found = this.files.flatMap(({ resources }) => Object.entries(resources[type] ?? {}).filter(([name]) => name.startsWith(named)));
    const [one] = found;
    if (one === undefined || found.length > 1) throw new Error(`${found.length} resources ${type} are named ${named}.`);
    return one[1] as Block;
  }

  /** The blocks of a type in a stack, to add to or take from. */
  blocks(stack: string, type: string): Record<string, Block> {
    const { resources } = this.file(stack) as { resources: Record<string, Record<string, Block>> };
    resources[type] ??= {};
    return resources[type];
  }

  /** Adds a resource to a stack. */
  add(stack: string, type: string, name: string, block: Block): void {
    this.blocks(stack, type)[name] = block;
  }

  /** The stack's file, to change what is beside its resources. */
  file(stack: string): StackFile {
    const found = this.files.find(({ name }) => name === stack);
    if (found === undefined) throw new Error(`There is no stack ${stack}.`);
    return found;
  }

  /** Replaces a stack's file. */
  replace(stack: string, change: (file: StackFile) => StackFile): void {
    this.files.splice(this.files.indexOf(this.file(stack)), 1, change(this.file(stack)));
  }

  /** Takes a resource away. */
  remove(type: string, named: string): void {
    const block = this.block(type, named);
    for (const { resources } of this.files) {
      for (const [name, one] of Object.entries(resources[type] ?? {}))
        if (one === block) delete (resources as Record<string, Record<string, unknown>>)[type]?.[name];
    }
  }

  /** Changes an attribute that is JSON in a text. */
  edit(type: string, named: string, attribute: string, change: (json: never) => void): void {
    const block = this.block(type, named);
    const json = JSON.parse(String(block[attribute])) as never;
    change(json);
    block[attribute] = JSON.stringify(json);
  }

  /** Changes what a contract says. */
  contract(eventType: string, change: Partial<EventContract>): void {
    this.contracts = this.contracts.map((one) => (one.eventType === eventType ? { ...one, ...change } : one));
  }

  /** Changes a command's contract. */
  command(commandType: string, change: Partial<CommandContract>): void {
    this.commands = this.commands.map((one) => (one.commandType === commandType ? { ...one, ...change } : one));
  }

  system(): FlowSystem {
    return { topology: readTopology(this.files, WORLD), contracts: this.contracts, commands: this.commands, today: TODAY };
  }

  findings(): Promise<readonly FlowFinding[]> {
    return checkFlows(this.system());
  }
}

export const ourStacks = async (): Promise<Stacks> => {
  const [files, domains] = await Promise.all([readStacks(FROZEN), readContracts(ROOT)]);
  return new Stacks({
    files: [...files],
    contracts: domains.flatMap(({ contracts }) => contracts),
    commands: domains.flatMap(({ commands }) => commands),
  });
};
