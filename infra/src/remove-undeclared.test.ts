import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { environmentFrom } from './environment.ts';
import { plumblineApp } from './plumbline-app.ts';
import { removeUndeclared } from './remove-undeclared.ts';

let outdir: string;
let declared: readonly string[];
beforeEach(() => {
  outdir = mkdtempSync(join(tmpdir(), 'plumbline-synth-'));
  plumblineApp(environmentFrom({}), outdir).synth();
  declared = readdirSync(join(outdir, 'stacks'));
});
afterEach(() => rmSync(outdir, { recursive: true }));

const leaveStack = (name: string, ...files: readonly string[]): void => {
  mkdirSync(join(outdir, 'stacks', name));
  for (const file of files) writeFileSync(join(outdir, 'stacks', name, file), '{}');
};
const removed = (): { readonly stacks: readonly string[]; readonly warnings: readonly string[] } => {
  const warnings: string[] = [];
  removeUndeclared(outdir, (line) => warnings.push(line));
  return { stacks: readdirSync(join(outdir, 'stacks')), warnings };
};

describe('what an earlier synth left', () => {
  it('when a stack is declared no longer, then its folder goes, and those of the others stay', () => {
    leaveStack('kitchen', 'cdk.tf.json');
    expect(removed()).toEqual({ stacks: declared, warnings: [] });
  });

  it("when its folder holds Terraform's state, then it stays, and a warning says so", () => {
    leaveStack('kitchen', 'cdk.tf.json', 'terraform.tfstate');
    const { stacks, warnings } = removed();
    expect(stacks).toContain('kitchen');
    expect(warnings).toEqual([expect.stringMatching(/stacks.kitchen is kept.*Terraform's state/)]);
  });
});
