import { type Fields, isFields, isUnresolved, textOf, type Workflow } from '@plumbline/topology';
import type { Check, Draft } from '../draft.ts';
import type { Proof } from '../flow-system.ts';
import { rolePolicies } from '../policies.ts';
import { canAllow } from '../role-verdict.ts';
import { allStates, nextStates, type PlacedState, taskCall } from '../workflow-states.ts';

/** Every state of a workflow can be reached, every task that can fail has Retry and Catch, and its role allows its calls. */
export const workflowsAreSound: Check = function* (proof) {
  for (const workflow of proof.topology.workflows) {
    if (workflow.definition === undefined) continue;
    yield* pathProblems(workflow, workflow.definition);
    for (const state of allStates(workflow.definition)) yield* taskProblems(proof, workflow, state);
  }
};

function* pathProblems(workflow: Workflow, machine: Fields): Iterable<Draft> {
  const about = { at: workflow, subject: `workflow ${workflow.name}` };
  const states = isFields(machine.States) ? machine.States : {};
  const start = textOf(machine.StartAt) ?? '';
  const reached = new Set<string>();
  const waiting = [start];
  for (let name = waiting.shift(); name !== undefined; name = waiting.shift()) {
    if (reached.has(name)) continue;
    reached.add(name);
    const state = states[name];
    if (isFields(state)) waiting.push(...nextStates(state));
  }
  const missing = [...reached].filter((name) => !isFields(states[name]));
  if (missing.length > 0)
    yield {
      ...about,
      code: 'STATE_MISSING',
      why: `It leads to ${missing.join(', ')}, which it does not have.`,
      fix: 'Correct the name in Next, Default or StartAt.',
    };
  const unreached = Object.keys(states).filter((name) => !reached.has(name));
  if (unreached.length > 0)
    yield {
      ...about,
      code: 'STATE_UNREACHABLE',
      why: `No path leads to ${unreached.join(', ')}.`,
      fix: 'Lead to it with Next, Choices or Catch, or remove it.',
    };
  for (const state of Object.values(states).filter(isFields)) {
    if (state.Type === 'Parallel') for (const branch of listOf(state.Branches)) yield* pathProblems(workflow, branch);
    const inner = isFields(state.ItemProcessor) ? state.ItemProcessor : state.Iterator;
    if (state.Type === 'Map' && isFields(inner)) yield* pathProblems(workflow, inner);
  }
}

const listOf = (value: unknown): readonly Fields[] => (Array.isArray(value) ? value.filter(isFields) : []);

function* taskProblems(proof: Proof, workflow: Workflow, { name, state }: PlacedState): Iterable<Draft> {
  if (state.Type !== 'Task') return;
  const about = { at: workflow, subject: `state ${name} of ${workflow.name}` };
  const lacking = ['Retry', 'Catch'].filter((rule) => listOf(state[rule]).length === 0);
  if (lacking.length > 0)
    yield {
      ...about,
      code: 'TASK_WITHOUT_CATCH',
      why: `It has no ${lacking.join(' and no ')}: one throttled call or one error ends the whole execution.`,
      fix: 'Add Retry for errors that pass, and Catch with a state that keeps the input for manual work.',
    };
  const call = taskCall(state, workflow.arn);
  if (call === undefined) return;
  const { needs, functionArn } = call;
  if (
    functionArn !== undefined &&
    !isUnresolved(functionArn) &&
    !proof.mayHide('aws_lambda_function', 'function_name') &&
    !proof.functions.some(({ arn }) => functionArn === arn || functionArn.startsWith(`${arn}:`))
  )
    yield {
      ...about,
      code: 'TASK_TARGET_MISSING',
      why: `It invokes ${functionArn}, which no stack declares.`,
      fix: 'Refer to the function instead of writing its name.',
    };
  const policies = rolePolicies(proof, workflow.roleArn);
  if (policies === undefined) return;
  const missing = needs.filter(({ resource }) => !isUnresolved(resource)).filter((need) => !canAllow(policies, need));
  if (missing.length > 0)
    yield {
      ...about,
      code: 'WORKFLOW_FORBIDDEN',
      why: `The role of the workflow does not allow ${missing.map(({ action, resource }) => `${action} on ${resource}`).join('; ')}.`,
      fix: 'Allow it in the policy of the workflow’s role.',
    };
}
