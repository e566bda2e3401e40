import { type EnvironmentName, environmentName } from '@plumbline/event-kit';
import type { Command } from 'commander';
import { ROOT } from './root.ts';

/** `plumb doctor`: what a machine and an account lack. */
export const addDoctor = (program: Command): void => {
  program
    .command('doctor')
    .description('check what this machine has, and with --aws what an account and HCP Terraform have, of what is needed')
    .option('--aws', 'also look at AWS and HCP Terraform, with the credentials of this machine', false)
    .option(
      '--environment <name>',
      'the environment to look for (default: PLUMBLINE_ENVIRONMENT, else dev)',
      (name): EnvironmentName => environmentName({ PLUMBLINE_ENVIRONMENT: name }),
    )
    .option('--json', 'print it as JSON', false)
    .action(async (flags: { aws: boolean; environment?: EnvironmentName; json: boolean }) => {
      const { doctor } = await import('./doctor/doctor-command.ts');
      const environment = flags.environment ?? environmentName(process.env);
      process.exitCode = await doctor(ROOT, { ...flags, environment }, (line) => console.log(line));
    });
};
