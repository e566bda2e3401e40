import type { LocalAws, Occurrence } from '@plumbline/local-aws';
import pc from 'picocolors';
import { checkSamples, deadLetters } from './check-samples.ts';
import { readSystem } from './checks/read-system.ts';
import { connect } from './connection.ts';
import { expectedEvents } from './expected-events.ts';
import { rejectedObjects } from './quarantine.ts';
import { ROOT } from './root.ts';
import { putSamples } from './samples.ts';
import { showTrace } from './show-trace.ts';

/**
 * Puts the sample orders, shows how they went, and answers what was not as expected.
 *
 * @param seen everything that happens there, growing.
 */
export const runSamples = async (
  { url, idle }: Pick<LocalAws, 'url' | 'idle'>,
  seen: readonly Occurrence[],
  say: (line: string) => void,
): Promise<readonly string[]> => {
  const connection = connect({ url });
  const declared = await readSystem(ROOT);
  const deadLettersBefore = await deadLetters(connection);
  say('\nputting 3 sample orders, one of them twice, and 1 object that is no order:\n');
  const samples = await putSamples(connection);
  const expected = (serviceInfo: string): ReadonlySet<string> => expectedEvents(declared, serviceInfo);
  const failures = await checkSamples({ seen, connection, samples, expected, idle, deadLettersBefore });
  say('');
  for (const { orderId, title } of samples.orders) {
    say(`${pc.dim(title)}\n${(await showTrace(connection, orderId)).text}\n`);
  }
  for (const { object, reason, detail } of await rejectedObjects(connection)) {
    if (object.key === samples.badKey)
      say(`${pc.bold('in quarantine')}  ${object.key}\n  ${pc.yellow(reason)}: ${detail.replaceAll('\n', '\n  ')}\n`);
  }
  for (const failure of failures) say(pc.red(`not as expected: ${failure}`));
  if (failures.length === 0) say(pc.green('all orders went the right way, nothing failed, and the repeated notification caused nothing.'));
  return failures;
};
