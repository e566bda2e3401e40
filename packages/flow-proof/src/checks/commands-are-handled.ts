import { type CommandContract, commandQueueName } from '@plumbline/event-kit';
import { accessesOf, type Queue } from '@plumbline/topology';
import type { Check, Draft } from '../draft.ts';
import type { Proof } from '../flow-system.ts';
import { isImperative, isPast } from '../verb-form.ts';

/** Each command has a queue, one handler, and a sender; commands are imperatives, and events are facts. */
export const commandsAreHandled: Check = function* (proof) {
  const { queues, commands, services } = proof;
  const platform = proof.functions[0] ?? queues[0];
  for (const command of commands) {
    const queue = queues.find(({ name }) => name.endsWith(`-${commandQueueName(command)}`));
    const at =
      queue ?? proof.functions.find(({ stack }) => services.find(({ name }) => name === stack)?.team === command.owner) ?? platform;
    if (at === undefined || services.length === 0) return;
    yield* handlerProblems(proof, command, queue, at);
    if (isPast(command.commandType)) {
      yield {
        code: 'COMMAND_IN_THE_PAST',
        at,
        subject: `command ${command.commandType}`,
        why: 'It is named like an event, in the past tense: a command is an intent with one handler, an event is a fact for any subscriber.',
        fix: 'Name it in the imperative, such as PlaceOrder; or declare it with defineEvent.',
      };
    }
  }
  for (const contract of proof.contracts) {
    if (!isImperative(contract.eventType) || contract.foreign !== undefined) continue;
    const at = proof.flows.arrivals.find((arrival) => arrival.contract === contract)?.producers[0] ?? platform;
    if (at === undefined) continue;
    yield {
      code: 'EVENT_IN_THE_IMPERATIVE',
      at,
      subject: `event ${contract.eventType}`,
      why: 'It is named like a command, in the imperative: an event is a fact for any subscriber, a command is an intent with one handler.',
      fix: 'Name it in the past tense, such as OrderPlaced; or declare it with defineCommand.',
    };
  }
};

function* handlerProblems(
  proof: Proof,
  { commandType, owner }: CommandContract,
  queue: Queue | undefined,
  at: Draft['at'],
): Iterable<Draft> {
  // Its owner may declare it in stacks that are not here.
  if (queue === undefined && !proof.services.some(({ team }) => team === undefined || team === owner)) return;
  const about = { at, subject: `command ${commandType}` };
  if (proof.mayHide('aws_lambda_event_source_mapping', 'event_source_arn', 'function_name')) return;
  const handlers = queue === undefined ? [] : proof.functions.filter(({ takesFrom }) => takesFrom.includes(queue.arn));
  if (handlers.length === 0) {
    const why =
      queue === undefined
        ? 'No stack declares its queue, so a sender has no address.'
        : `No function reads its queue ${queue.name}, so it is never carried out.`;
    yield { ...about, code: 'COMMAND_UNHANDLED', why, fix: `Add it to "handles" of one function.` };
  }
  if (handlers.length > 1) {
    const names = handlers.map(({ name }) => name).join(' and ');
    const why = `${names} read its queue, and each command reaches only one of them, by chance.`;
    yield {
      ...about,
      code: 'COMMAND_HANDLED_TWICE',
      why,
      fix: 'Keep it in "handles" of one function. If both must hear of it, publish an event.',
    };
  }
  const hidesSenders = SENDING.some(([type, ...attributes]) => proof.mayHide(type, ...attributes));
  if (queue === undefined || proof.rolePolicies.length === 0 || hidesSenders) return;
  const senders = [...proof.functions, ...proof.topology.workflows, ...proof.topology.graphqlApis, ...proof.topology.pipes].filter(
    (actor) => accessesOf(actor, [queue]).some(({ actions }) => actions.includes('sqs:SendMessage')),
  );
  if (senders.length === 0)
    yield {
      ...about,
      code: 'COMMAND_UNSENT',
      why: 'No role may send it, so its handler never runs.',
      fix: 'Add it to "sends" of a function, or to a resolver with sendsCommand; or remove the command.',
    };
}

/** The attributes that connect a role with its policies and its users. */
const SENDING: readonly (readonly [type: string, ...attributes: readonly string[]])[] = [
  ['aws_iam_role_policy', 'role', 'policy'],
  ['aws_iam_role_policy_attachment', 'role', 'policy_arn'],
  ['aws_iam_policy', 'policy'],
  ['aws_appsync_datasource', 'api_id', 'service_role_arn'],
  ['aws_lambda_function', 'role'],
  ['aws_sfn_state_machine', 'role_arn'],
  ['aws_pipes_pipe', 'role_arn'],
];
