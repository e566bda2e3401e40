import { Command } from 'commander';
import { addChecks } from './add-checks.ts';
import { addDeploying } from './add-deploying.ts';
import { addDoctor } from './add-doctor.ts';
import { addNew } from './add-new.ts';
import { addUp } from './add-up.ts';
import { atSystem } from './at-system.ts';
import { addDeadLetters, addFaults, addReplay, addVersions } from './operating.ts';
import { ROOT } from './root.ts';

/** The command line tool. */
export const plumb = (): Command => {
  const program = new Command('plumb').description('Runs and looks at a Plumbline system, on this machine or on AWS.').showHelpAfterError();
  addUp(program);
  looking(program.command('orders').description('every order with its status'), 'orders');
  looking(program.command('trace').argument('<order_id>').description("an order's history and its X-Ray trace"), 'trace');
  looking(program.command('quarantine').description('objects that were no orders, and why'), 'quarantine');
  looking(
    program
      .command('order')
      .argument('<file>', "an order's JSON, as a channel sends it")
      .description('put an order in the intake bucket')
      .option('--channel <channel>', 'doordash, olo or generic (default: told from the content)')
      .option('--order-id <id>', "the order's id (default: told from the content)")
      .option('--tenant <tenant>', "the first part of the object's key", 'Local0000001'),
    'order',
  );
  addChecks(program);
  addNew(program);
  addDeploying(program);
  addDoctor(program);
  addVersions(program);
  addReplay(program);
  addDeadLetters(program);
  addFaults(program);
  return program;
};

/** Adds what services bring along, such as `plumb stores report`. */
export const withServiceCommands = async (program: Command): Promise<void> => {
  const [{ readServiceCommands }, { addServiceCommands }] = await Promise.all([
    import('./service-commands/read-service-commands.ts'),
    import('./service-commands/add-service-commands.ts'),
  ]);
  addServiceCommands(program, await readServiceCommands(ROOT));
};

/** A command that looks at a running system. The AWS SDK is loaded when it is called, not before. */
const looking = (command: Command, name: 'orders' | 'trace' | 'order' | 'quarantine'): void => {
  atSystem(command, async (connection, given, options) => {
    const commands = await import('./commands.ts');
    await commands[name](connection, given[0] ?? '', options);
  });
};
