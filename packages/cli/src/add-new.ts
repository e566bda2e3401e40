import type { Command } from 'commander';
import type { EventWish, FunctionWish, ServiceWish } from './new/plans.ts';
import { ROOT } from './root.ts';

const say = (line: string): void => console.log(line);

/** `plumb new`: creates services, functions and events, with a failing test to fill in. */
export const addNew = (program: Command): void => {
  const command = program.command('new').description('create a service, a function or an event, with a test to fill in');
  command
    .command('service')
    .argument('<name>', 'in kebab-case, such as store-sales')
    .description('create a service with its workspace, manifest, first function and test')
    .requiredOption('--on <Event>', 'the event that its first function consumes')
    .option('--publishes <Event...>', 'events that the function publishes', [])
    .option('--function <name>', "the function's name (default: the service's and the event's)")
    .option('--team <team>', 'the team that owns the service (default: <name>-team)')
    .action(async (name: string, wish: ServiceWish) => (await import('./new/new-commands.ts')).newService(ROOT, name, wish, say));
  command
    .command('function')
    .argument('<name>', 'in kebab-case, such as cook-order')
    .description('create a function in an existing service, with its manifest entry, handler and test')
    .requiredOption('--service <service>', 'the service of the function')
    .requiredOption('--on <Event>', 'the event that the function consumes')
    .option('--publishes <Event...>', 'events that the function publishes', [])
    .action(async (name: string, wish: FunctionWish) => (await import('./new/new-commands.ts')).newFunction(ROOT, name, wish, say));
  command
    .command('event')
    .argument('<Event>', 'a fact in the past tense, in PascalCase, such as OrderPacked')
    .description('create an event with its contract, example, published schema and manifest entry')
    .requiredOption('--by <function>', 'the function that will publish it; its team owns the event')
    .option('--domain <domain>', "the contract workspace (default: that of the service's other events)")
    .action(async (eventType: string, wish: EventWish) => (await import('./new/new-commands.ts')).newEvent(ROOT, eventType, wish, say));
};
