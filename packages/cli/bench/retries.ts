import { EventBridgeClient, PutEventsCommand, PutRuleCommand, PutTargetsCommand } from '@aws-sdk/client-eventbridge';
import { OPERATOR_CREDENTIALS, startLocalAws, virtualClock } from '@plumbline/local-aws';

const EVENTS = 100;
const ENTRIES_MAX = 10;

/** Events whose target fails for 24 hours, with every retry, under the virtual clock. */
export const benchRetries = async (say: (line: string) => void): Promise<void> => {
  let attempts = 0;
  let over = 0;
  const clock = virtualClock(Date.now(), () => aws.idle());
  const aws = await startLocalAws({
    stacks: [],
    port: 0,
    clock,
    faults: { seed: 1, faults: [{ on: 'rule:failing', what: 'fail' }] },
    observe: (each) => {
      if (each.kind !== 'delivery') return;
      if (each.outcome === 'retried') attempts += 1;
      else over += 1;
    },
  });
  const events = new EventBridgeClient({ endpoint: aws.url, region: 'eu-west-1', credentials: OPERATOR_CREDENTIALS });
  await events.send(new PutRuleCommand({ Name: 'failing', EventPattern: '{"source":["bench"]}' }));
  await events.send(new PutTargetsCommand({ Rule: 'failing', Targets: [{ Id: 't', Arn: 'arn:aws:sqs:eu-west-1:000000000000:none' }] }));
  for (let put = 0; put < EVENTS; put += ENTRIES_MAX) {
    const entry = { Source: 'bench', DetailType: 'order', Detail: '{"order_id":"o-1"}' };
    await events.send(new PutEventsCommand({ Entries: Array.from({ length: ENTRIES_MAX }, () => entry) }));
  }
  const startMs = performance.now();
  await clock.advance({ hours: 25 });
  const seconds = (performance.now() - startMs) / 1_000;
  say(`retries  24 h of ${EVENTS} events that fail: ${attempts} attempts in ${seconds.toFixed(1)} s; ${over} given up in the end`);
  await aws.stop();
};
