import type { Block, Defect, Stacks } from './planted.ts';

/** A policy, as our constructs write it. */
export interface Policy {
  Statement: PolicyStatement[];
}
export interface PolicyStatement {
  Effect: string;
  Action: string | string[];
  Resource?: string | string[];
  Principal?: unknown;
  NotPrincipal?: unknown;
  Condition?: Record<string, Record<string, string | string[]>>;
}

/** Overwrites attributes of a resource. */
export const set =
  (type: string, named: string, attributes: object): Defect['plant'] =>
  (stacks) =>
    void Object.assign(stacks.block(type, named), attributes);

/** Takes an attribute away. */
export const unset =
  (type: string, named: string, attribute: string): Defect['plant'] =>
  (stacks) =>
    void delete stacks.block(type, named)[attribute];

/** Takes a resource away. */
export const without =
  (type: string, named: string): Defect['plant'] =>
  (stacks) =>
    stacks.remove(type, named);

/** Adds a resource. */
export const adding =
  (stack: string, type: string, name: string, block: Block): Defect['plant'] =>
  (stacks) =>
    stacks.add(stack, type, name, block);

/** One after the other. */
export const all =
  (...plants: readonly Defect['plant'][]): Defect['plant'] =>
  (stacks) => {
    for (const plant of plants) plant(stacks);
  };

/** Changes the statements of a policy that name an action. */
export const statements =
  (type: string, named: string, action: string, change: (statement: PolicyStatement) => void, attribute = 'policy'): Defect['plant'] =>
  (stacks: Stacks) =>
    stacks.edit(type, named, attribute, ({ Statement }: Policy) => {
      const found = Statement.filter(({ Action }) => [Action].flat().includes(action));
      if (found.length === 0) throw new Error(`No statement of ${named} names ${action}.`);
      for (const statement of found) change(statement);
    });

/** Adds a statement to a policy. */
export const allowing =
  (type: string, named: string, statement: Partial<PolicyStatement>): Defect['plant'] =>
  (stacks) =>
    stacks.edit(type, named, 'policy', ({ Statement }: Policy) => void Statement.push({ Effect: 'Allow', Action: [], ...statement }));

/** A policy's JSON text. */
export const policyText = (...list: readonly Partial<PolicyStatement>[]): string =>
  JSON.stringify({ Version: '2012-10-17', Statement: list.map((statement) => ({ Effect: 'Allow', ...statement })) });
