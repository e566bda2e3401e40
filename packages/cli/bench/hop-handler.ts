import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';

const client = new EventBridgeClient();
const { NEXT, BUS } = process.env;

/** Publishes the next event of the chain, if there is one. */
export const handler = async (): Promise<void> => {
  if (NEXT === '' || NEXT === undefined) return;
  await client.send(new PutEventsCommand({ Entries: [{ EventBusName: BUS, Source: 'bench', DetailType: NEXT, Detail: '{}' }] }));
};
