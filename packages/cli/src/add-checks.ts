import { COMPATIBILITIES } from '@plumbline/contract-gate';
import { Argument, type Command, InvalidArgumentError, Option } from 'commander';
import type { Telling } from './checks/check-commands.ts';
import type { CheckName, CheckOptions } from './checks/checks.ts';
import { ROOT } from './root.ts';

const say = (line: string): void => console.log(line);

/** `plumb check`, `plumb contracts publish` and `plumb catalog`: what can be known before anything runs. */
export const addChecks = (program: Command): void => {
  const command = program
    .command('check')
    .description('prove what is declared, before anything runs: contracts, versions, the way of every event, the catalog, owners')
    .addArgument(
      new Argument('[what...]', 'only these checks (default: all)').choices(['contracts', 'versions', 'flows', 'catalog', 'codeowners']),
    )
    .option('--json', 'print the findings as JSON', false)
    .option('--sarif', 'print the findings as SARIF 2.1.0, for code scanning and editors', false)
    .addOption(
      new Option('--fail-on <severity>', 'from which severity on the exit code is 1').choices(['error', 'warning']).default('error'),
    )
    .option('--terraform <path...>', 'prove the flows of other Terraform: .tf.json files, or folders of them');
  withGate(command).action(async (names: readonly CheckName[], options: CheckOptions & Telling & { terraform?: readonly string[] }) => {
    const commands = await import('./checks/check-commands.ts');
    process.exitCode =
      options.terraform === undefined
        ? await commands.check(ROOT, names, options, say)
        : await commands.checkStrangers(process.env.INIT_CWD ?? '.', options.terraform, options, say);
  });
  const contracts = program.command('contracts').description('what events look like');
  withGate(contracts.command('publish').description('write the schemas of what is declared, where no promise is broken')).action(
    async (options: CheckOptions) => {
      process.exitCode = await (await import('./checks/check-commands.ts')).publish(ROOT, options, say);
    },
  );
  program
    .command('catalog')
    .description('write the catalog’s pages anew from contracts and Terraform')
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
  throw new InvalidArgumentError('A day is written yyyy-mm-dd.');
};
