import type { JsonSchema } from '@plumbline/compatibility';
import { createAccepts } from '@plumbline/compatibility/shapes';
import { type EventContract, versionedName } from '@plumbline/event-kit';
import { inputTemplate, isReservedVariable, jsonPath, targetInput } from '@plumbline/eventbridge';
import { type Input, isUnresolved, type Rule, reached, type Target } from '@plumbline/topology';
import { canLead } from '../can-lead.ts';
import type { Check, Draft } from '../draft.ts';
import { examplesFor } from '../examples-for.ts';
import type { Proof } from '../flow-system.ts';
import { declarationOf } from '../notes.ts';
import { wholeEvent } from '../whole-event.ts';

/** What a target is given is there in the event, comes to JSON, and is what its handler was written for. */
export const inputsFit: Check = function* (proof) {
  for (const rule of proof.rules) {
    // Of a pattern with holes in it nobody knows what it takes.
    if (rule.pattern === undefined) continue;
    for (const target of rule.targets) {
      if (target.input === undefined) continue;
      const subject = `target ${target.id} of rule ${rule.name}`;
      const contracts = proof.flows.of(rule).map(({ arrival }) => arrival.contract);
      const wrong = [...pathProblems(target.input, contracts)];
      for (const problem of wrong) yield { code: 'INPUT_PATH_MISSING', at: target, subject, ...problem };
      if (wrong.length === 0 && isKnown(target.input))
        yield* deliveredProblems(proof, rule, target, target.input, contracts, { at: target, subject });
    }
  }
};

/** Whether it can be told what the input comes to. */
const isKnown = (input: Input): boolean =>
  input.kind === 'constant'
    ? !isUnresolved(input.text)
    : input.kind === 'path'
      ? !isUnresolved(input.path)
      : !isUnresolved(input.template) && !Object.values(input.paths).some(isUnresolved);

type Problem = Pick<Draft, 'why' | 'fix'>;

function* pathProblems(input: Input, contracts: readonly EventContract[]): Iterable<Problem> {
  if (input.kind === 'constant') return;
  const paths: Readonly<Record<string, string>> = input.kind === 'path' ? { 'the input path': input.path } : input.paths;
  for (const [name, path] of Object.entries(paths)) {
    if (isUnresolved(path)) continue;
    if (jsonPath(path) === undefined) {
      yield { why: `${name} is ${path}, which is no path that EventBridge reads.`, fix: 'Write it as $.detail.Data.order_id.' };
      continue;
    }
    const without = contracts.filter((contract) => canLead(path, wholeEvent(contract)) === 'no');
    if (without.length === 0) continue;
    const names = without.map(versionedName).join(', ');
    yield { why: `${name} is ${path}, and ${names} has nothing there.`, fix: 'Name what the contract has.' };
  }
  if (input.kind !== 'transformer' || isUnresolved(input.template)) return;
  for (const name of inputTemplate(input.template).names) {
    if (Object.hasOwn(input.paths, name) || isReservedVariable(name)) continue;
    yield { why: `Its template names <${name}>, for which it has no input path.`, fix: `Add ${name} to the input paths.` };
  }
}

/** What the examples of the contracts come to, delivered. */
function* deliveredProblems(
  { topology, one }: Proof,
  rule: Rule,
  target: Target,
  input: Input,
  contracts: readonly EventContract[],
  about: Pick<Draft, 'at' | 'subject'>,
): Iterable<Draft> {
  const consumers = reached(topology, target).map(({ consumer }) => consumer);
  const takesEvents = consumers.find(({ arn }) => (declarationOf(one('aws_lambda_function', 'arn', arn))?.consumes.length ?? 0) > 0);
  for (const { contract, text } of contracts.flatMap((contract) => examplesFor(rule, contract))) {
    const given = targetInput(input, text, { ruleArn: rule.arn, ruleName: rule.name, acceptedMs: 0 });
    if (given === undefined) {
      yield {
        ...about,
        code: 'INPUT_NOT_JSON',
        why: `For an example of ${versionedName(contract)} its template comes to no JSON: EventBridge then delivers nothing and tells nobody.`,
        fix: 'Put quotes around placeholders of texts, and none around objects, lists and numbers.',
      };
      return;
    }
    if (takesEvents === undefined || isEvent(contract, given)) continue;
    yield {
      ...about,
      code: 'INPUT_MISFIT',
      why: `${takesEvents.name} takes whole events, and of ${versionedName(contract)} it is given ${given.slice(0, SHOWN_LENGTH)}.`,
      fix: 'Take the input away from the target: the handler reads the event itself.',
    };
    return;
  }
}

const SHOWN_LENGTH = 120;

const isEvent = (contract: EventContract, text: string): boolean => {
  const accepts = createAccepts();
  return accepts(wholeEvent(contract) as JsonSchema, JSON.parse(text)) !== false;
};
