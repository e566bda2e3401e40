import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { copyStack } from './copy-stack.ts';
import { OfflineTerraformError } from './errors.ts';
import { providedEnvironment } from './provided-environment.ts';
import { deployAccount, type ProviderMode, type Variables } from './provider-mode.ts';
import { type CommandResult, runCommand } from './run-command.ts';

/** Terraform over one stack's copy. Disposing of it destroys what the real provider made, and removes the copy and its state. */
export interface StackTerraform extends AsyncDisposable {
  /** The copy's folder, with its `terraform.tfstate`. */
  readonly directory: string;
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
 * Runs the real Terraform over a copy of a synthesized stack, with the AWS provider of a mode. The commands are the same in each.
 *
 * With the real provider, applied resources exist and are billed, in the account that `PLUMBLINE_TF_ACCOUNT` names.
 *
 * @param variables this process's environment
 * @param given values of the stack's own variables, which Terraform gets as `TF_VAR_<name>`. @default none but their defaults
 * @throws OfflineTerraformError `NOT_SYNTHESIZED`, `NOT_DEV`; on disposal `NOT_DESTROYED`
 */
export const stackTerraform = async (
  stackDirectory: string,
  mode: ProviderMode,
  variables: Variables,
  given: Readonly<Record<string, string>> = {},
): Promise<StackTerraform> => {
  const directory = await mkdtemp(join(tmpdir(), 'plumbline-terraform-'));
  await copyStack(stackDirectory, directory, mode === 'real' ? deployAccount(variables) : undefined);
  const provided = await providedEnvironment({ mode, stackDirectories: [directory], home: directory, variables });
  const env = { ...provided.env, ...Object.fromEntries(Object.entries(given).map(([name, value]) => [`TF_VAR_${name}`, value])) };
  const terraform = (...args: readonly string[]): Promise<CommandResult> => runCommand('terraform', args, { cwd: directory, env });
  const destroy = (): Promise<CommandResult> => terraform('destroy', '-no-color', '-auto-approve');
  return {
    directory,
    init: async () => withAdvice(mode, await terraform('init', '-no-color')),
    validate: () => terraform('validate', '-json'),
    plan: () => terraform('plan', '-no-color', `-out=${PLAN}`),
    show: () => terraform('show', '-json', PLAN),
    apply: () => terraform('apply', '-no-color', PLAN),
    detectDrift: () => terraform('plan', '-no-color', '-detailed-exitcode'),
    destroy,
    [Symbol.asyncDispose]: async () => {
      if (mode === 'real' && (await hasResources(directory))) await destroyed(directory, destroy);
      await provided[Symbol.asyncDispose]();
      await rm(directory, { recursive: true, force: true });
    },
  };
};

const PLAN = 'stack.tfplan';

const destroyed = async (directory: string, destroy: () => Promise<CommandResult>): Promise<void> => {
  const { code, stdout, stderr } = await destroy();
  if (code === 0) return;
  throw new OfflineTerraformError(
    'NOT_DESTROYED',
    `Terraform could not destroy the applied resources, and AWS still bills them. The state is kept: terraform -chdir=${directory} destroy\n${stdout}${stderr}`,
  );
};

/** Whether the state has anything that an account could have. */
const hasResources = async (directory: string): Promise<boolean> => {
  try {
    const state = JSON.parse(await readFile(join(directory, 'terraform.tfstate'), 'utf8')) as {
      readonly resources?: readonly { readonly mode: string }[];
    };
    return (state.resources ?? []).some(({ mode }) => mode === 'managed');
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return false;
    throw cause;
  }
};

/** Says what to do where Terraform only says that it can't reach its registry. */
const withAdvice = (mode: ProviderMode, result: CommandResult): CommandResult =>
  mode === 'real' && result.code !== 0 && /registry/i.test(result.stderr)
    ? { ...result, stderr: `${result.stderr}\n${UNREACHABLE}\n` }
    : result;

const UNREACHABLE =
  'PLUMBLINE_TF_PROVIDER=real needs the AWS provider of HashiCorp. Let this machine reach registry.terraform.io and releases.hashicorp.com, ' +
  'or name a mirror in a file that TF_CLI_CONFIG_FILE points to (https://developer.hashicorp.com/terraform/cli/config/config-file, ' +
  '"provider_installation"). Without PLUMBLINE_TF_PROVIDER the same tests run offline.';
