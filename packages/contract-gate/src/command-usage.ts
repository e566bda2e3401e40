import { type CommandContract, commandQueueName } from '@plumbline/event-kit';
import { accessesOf, type Queue, shortNames, type Topology } from '@plumbline/topology';
import { type User, userOf } from './version-usage.ts';

/** The queue of a command, if a stack declares it. */
export const commandQueue = (topology: Topology, command: Pick<CommandContract, 'commandType'>): Queue | undefined => {
  const short = shortNames(topology);
  return topology.queues.find(({ name }) => short(name) === commandQueueName(command));
};

/** The functions that read a command's queue: one, if the declarations are right. */
export const commandHandlers = (topology: Topology, command: Pick<CommandContract, 'commandType'>): readonly User[] => {
  const queue = commandQueue(topology, command);
  return topology.functions
    .filter(({ takesFrom }) => queue !== undefined && takesFrom.includes(queue.arn))
    .map((fn) => userOf(topology, fn));
};

/** The senders of a command: functions, workflows and APIs whose roles may send to its queue. */
export const commandSenders = (topology: Topology, command: Pick<CommandContract, 'commandType'>): readonly User[] => {
  const queue = commandQueue(topology, command);
  if (queue === undefined) return [];
  const actors = [...topology.functions, ...topology.workflows, ...topology.graphqlApis];
  return actors
    .filter((actor) => accessesOf(actor, [queue]).some(({ actions }) => actions.includes('sqs:SendMessage')))
    .map((actor) => userOf(topology, actor));
};
