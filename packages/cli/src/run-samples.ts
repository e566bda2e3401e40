import type { Sample, SampleCheck, Samples, SampleView } from '@plumbline/event-kit';
import type { LocalAws, Occurrence } from '@plumbline/local-aws';
import pc from 'picocolors';
import { checkSamples, deadLetters } from './check-samples.ts';
import { readSystem } from './checks/read-system.ts';
import { connect } from './connection.ts';
import { expectedEvents } from './expected-events.ts';
import { liveSystem } from './live-system.ts';
import { ROOT } from './root.ts';
import type { BroughtAlong } from './service-commands/read-service-commands.ts';

/**
 * Publishes the samples that services declare, shows their flow, and returns every unexpected result.
 *
 * @param seen everything that has happened so far; the list grows.
 */
export const runSamples = async (
  aws: Pick<LocalAws, 'url' | 'idle'>,
  seen: readonly Occurrence[],
  { samples, checks }: Pick<BroughtAlong, 'samples' | 'checks'>,
  say: (line: string) => void,
): Promise<readonly string[]> => {
  const failures: string[] = [];
  for (const each of samples) failures.push(...(await runOne(aws, seen, each, checks, say)));
  return failures;
};

const runOne = async (
  { url, idle }: Pick<LocalAws, 'url' | 'idle'>,
  seen: readonly Occurrence[],
  samples: Samples,
  checks: readonly SampleCheck[],
  say: (line: string) => void,
): Promise<readonly string[]> => {
  const connection = connect({ url });
  const system = liveSystem(connection);
  const declared = await readSystem(ROOT);
  const deadLettersBefore = await deadLetters(connection);
  say(`\nputting ${samples.summary}:\n`);
  const put = await samples.put(system);
  const expected = (sample: Sample): ReadonlySet<string> => expectedEvents(declared, sample);
  const views = await Promise.all(checks.map(async (check) => ({ about: check.about, view: await check.open(system) })));
  const viewsOf = (sample: Sample): readonly SampleView[] => views.filter(({ about }) => about === sample.about).map(({ view }) => view);
  const failures = await checkSamples({ seen, connection, system, put, viewsOf, expected, idle, deadLettersBefore });
  say('');
  for (const sample of put.samples) {
    const shown = viewsOf(sample).map((view) => view.show(sample));
    say([pc.dim(sample.title), ...(await Promise.all(shown)).flat(), ''].join('\n'));
  }
  for (const line of await put.show(system)) say(line);
  for (const failure of failures) say(pc.red(`not as expected: ${failure}`));
  if (failures.length === 0) say(pc.green(samples.wentWell));
  return failures;
};
