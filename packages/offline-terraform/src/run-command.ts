import { execFile } from 'node:child_process';
import { OfflineTerraformError } from './errors.ts';

/** What a command answered. */
export interface CommandResult {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/**
 * Runs a command to its end. An exit code other than 0 is an answer, not an error.
 *
 * @throws OfflineTerraformError `NOT_STARTED` when the command does not exist, or was stopped.
 */
export const runCommand = (
  file: string,
  args: readonly string[],
  { cwd, env }: { readonly cwd: string; readonly env: NodeJS.ProcessEnv },
): Promise<CommandResult> =>
  new Promise((resolve, reject) => {
    execFile(file, args, { cwd, env, maxBuffer: Number.POSITIVE_INFINITY }, (error, stdout, stderr) => {
      if (error === null) resolve({ code: 0, stdout, stderr });
      else if (typeof error.code === 'number') resolve({ code: error.code, stdout, stderr });
      else reject(new OfflineTerraformError('NOT_STARTED', `"${file} ${args.join(' ')}" did not run: ${error.message}`, { cause: error }));
    });
  });
