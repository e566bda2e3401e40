import type { Defect, Stacks } from './planted.ts';

/** A policy, as our constructs write it. */
export interface Policy {
  Statement: PolicyStatement[];
}
export interface PolicyStatement {
  Effect: string;
  Action: string | string[];
  Resource?: string | string[];
  Principal?: unknown;
  Condition?: Record<string, Record<string, string | string[]>>;
}

/** Overwrites attributes of a resource. */
export const set =
  (type: string, named: string, attributes: object): Defect['plant'] =>
  (stacks) =>
    void Object.assign(stacks.block(type, named), attributes);

/** Takes a resource away. */
export const without =
  (type: string, named: string): Defect['plant'] =>
  (stacks) =>
    stacks.remove(type, named);

/** Changes the statements of a policy that name an action. */
export const statements =
  (type: string, named: string, action: string, change: (statement: PolicyStatement) => void): Defect['plant'] =>
  (stacks: Stacks) =>
    stacks.edit(type, named, 'policy', ({ Statement }: Policy) => {
      const found = Statement.filter(({ Action }) => [Action].flat().includes(action));
      if (found.length === 0) throw new Error(`No statement of ${named} names ${action}.`);
      for (const statement of found) change(statement);
    });
