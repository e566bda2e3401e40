import { type EnvironmentName, environmentName } from '@plumbline/event-kit';
import type { Command } from 'commander';
import { ROOT } from './root.ts';

/** `plumb doctor`: reports the missing prerequisites of a machine and an account. */
export const addDoctor = (program: Command): void => {
  program
    .command('doctor')
    .description('check the prerequisites of this machine and, with --aws, of the AWS account and HCP Terraform')
    .option('--aws', 'also check AWS and HCP Terraform, with the credentials of this machine', false)
    .option(
      '--environment <name>',
      'the environment to check (default: PLUMBLINE_ENVIRONMENT, else dev)',
      (name): EnvironmentName => environmentName({ PLUMBLINE_ENVIRONMENT: name }),
    )
    .option('--json', 'print the results as JSON', false)
    .action(async (flags: { aws: boolean; environment?: EnvironmentName; json: boolean }) => {
      const { doctor } = await import('./doctor/doctor-command.ts');
      const environment = flags.environment ?? environmentName(process.env);
      process.exitCode = await doctor(ROOT, { ...flags, environment }, (line) => console.log(line));
    });
};
