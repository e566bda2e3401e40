import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { copyStack } from './copy-stack.ts';
import { startOfflineProvider } from './offline-provider.ts';
import { type CommandResult, runCommand } from './run-command.ts';
import { terraformEnvironment } from './terraform-environment.ts';

/** Terraform over one stack's copy. Disposing of it removes the copy and its state. */
export interface OfflineTerraform extends AsyncDisposable {
  /** Needed before anything else. */
  init(): Promise<CommandResult>;
  /** Answers in JSON, also when it refuses. */
  validate(): Promise<CommandResult>;
  /** Keeps the plan for `show` and `apply`. */
  plan(): Promise<CommandResult>;
  /** The kept plan in JSON, the input of policy checks. */
  show(): Promise<CommandResult>;
  /** Carries out the kept plan. */
  apply(): Promise<CommandResult>;
  /** Plans again: code 0 says that nothing would change, 2 that something would. */
  detectDrift(): Promise<CommandResult>;
  destroy(): Promise<CommandResult>;
}

/**
 * Runs the real Terraform over a copy of a synthesized stack, without network, against schemas from the CDKTF bindings.
 *
 * @example
 * await using terraform = await offlineTerraform('infra/cdktf.out/stacks/orders');
 * await terraform.init();
 * const { code, stdout } = await terraform.validate(); // 0, {"valid":true,...}
 */
export const offlineTerraform = async (stackDirectory: string): Promise<OfflineTerraform> => {
  const directory = await mkdtemp(join(tmpdir(), 'plumbline-terraform-'));
  await copyStack(stackDirectory, directory);
  const provider = await startOfflineProvider([directory]);
  const env = terraformEnvironment(provider, directory);
  const terraform = (...args: readonly string[]): Promise<CommandResult> => runCommand('terraform', args, { cwd: directory, env });
  return {
    init: () => terraform('init', '-no-color'),
    validate: () => terraform('validate', '-json'),
    plan: () => terraform('plan', '-no-color', `-out=${PLAN}`),
    show: () => terraform('show', '-json', PLAN),
    apply: () => terraform('apply', '-no-color', PLAN),
    detectDrift: () => terraform('plan', '-no-color', '-detailed-exitcode'),
    destroy: () => terraform('destroy', '-no-color', '-auto-approve'),
    [Symbol.asyncDispose]: async () => {
      await provider[Symbol.asyncDispose]();
      await rm(directory, { recursive: true, force: true });
    },
  };
};

const PLAN = 'stack.tfplan';
