import { COMPATIBILITIES } from '@plumbline/contract-gate';
import { Argument, type Command, InvalidArgumentError, Option } from 'commander';
import type { Telling } from './checks/check-commands.ts';
import type { CheckName, CheckOptions } from './checks/checks.ts';
import { ROOT } from './root.ts';

const say = (line: string): void => console.log(line);

/** `plumb check`, `plumb contracts publish` and `plumb catalog`: the commands that need no running system. */
export const addChecks = (program: Command): void => {
  const command = program
    .command('check')
    .description('check the declared system before anything runs: contracts, versions, event flows, the catalog, code owners')
    .addArgument(
      new Argument('[what...]', 'run only these checks (default: all)').choices([
        'contracts',
        'versions',
        'flows',
        'catalog',
        'codeowners',
      ]),
    )
    .option('--json', 'print the findings as JSON', false)
    .option('--sarif', 'print the findings as SARIF 2.1.0, for code scanning and editors', false)
    .addOption(
      new Option('--fail-on <severity>', 'exit with code 1 on findings of this severity or higher')
        .choices(['error', 'warning'])
        .default('error'),
    )
    .option('--terraform <path...>', 'prove the flows of other Terraform: .tf.json files, or folders that contain them');
  withGate(command).action(async (names: readonly CheckName[], options: CheckOptions & Telling & { terraform?: readonly string[] }) => {
    const commands = await import('./checks/check-commands.ts');
    process.exitCode =
      options.terraform === undefined
        ? await commands.check(ROOT, names, options, say)
        : await commands.checkStrangers(process.env.INIT_CWD ?? '.', options.terraform, options, say);
  });
  const contracts = program.command('contracts').description('the contracts of the events');
  withGate(
    contracts.command('publish').description('write the schemas of the declared contracts, unless a change breaks a published promise'),
  ).action(async (options: CheckOptions) => {
    process.exitCode = await (await import('./checks/check-commands.ts')).publish(ROOT, options, say);
  });
  program
    .command('catalog')
    .description('regenerate the catalog’s pages from contracts and Terraform')
    .action(async () => (await import('./catalog-command.ts')).writeCatalog(ROOT, say));
};

const withGate = (command: Command): Command =>
  command
    .addOption(
      new Option('--compatibility <which>', 'backward: new consumers read old events; forward: deployed consumers read new ones')
        .choices(COMPATIBILITIES)
        .default('full'),
    )
    .addOption(
      new Option('--today <day>', 'the day to check for (default: today)')
        .argParser(dayOf)
        .default(new Date().toISOString().slice(0, 10), 'today'),
    );

const dayOf = (text: string): string => {
  if (/^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text))) return text;
  throw new InvalidArgumentError('Write the day as yyyy-mm-dd.');
};
