import { Command } from 'commander';
import { addChecks } from './add-checks.ts';
import { addDeploying } from './add-deploying.ts';
import { addDoctor } from './add-doctor.ts';
import { addNew } from './add-new.ts';
import { addUp } from './add-up.ts';
import { addDeadLetters, addFaults, addMail, addReplay, addVersions, addWorkflows } from './operating.ts';
import { ROOT } from './root.ts';

/** The command line tool. */
export const plumb = (): Command => {
  const program = new Command('plumb').description('Run and inspect a Plumbline system, on this machine or on AWS.').showHelpAfterError();
  addUp(program);
  addChecks(program);
  addNew(program);
  addDeploying(program);
  addDoctor(program);
  addVersions(program);
  addReplay(program);
  addDeadLetters(program);
  addFaults(program);
  addMail(program);
  addWorkflows(program);
  return program;
};

/** Adds the commands that the services declare. */
export const withServiceCommands = async (program: Command): Promise<void> => {
  const [{ readServiceCommands }, { addServiceCommands }] = await Promise.all([
    import('./service-commands/read-service-commands.ts'),
    import('./service-commands/add-service-commands.ts'),
  ]);
  addServiceCommands(program, (await readServiceCommands(ROOT)).commands);
};
