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

/** Every input of a target exists in the event, produces JSON, and has the form that its handler expects. */
export const inputsFit: Check = function* (proof) {
  for (const rule of proof.rules) {
    // A pattern with unresolved values may match any event.
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

/** Whether every part of the input is resolved. */
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
      yield { why: `${name} is ${path}, which EventBridge does not accept as a path.`, fix: 'Write it like $.detail.Data.order_id.' };
      continue;
    }
    const without = contracts.filter((contract) => canLead(path, wholeEvent(contract)) === 'no');
    if (without.length === 0) continue;
    const names = without.map(versionedName).join(', ');
    yield { why: `${name} is ${path}, which selects nothing in ${names}.`, fix: 'Use a path to a property of the contract.' };
  }
  if (input.kind !== 'transformer' || isUnresolved(input.template)) return;
  for (const name of inputTemplate(input.template).names) {
    if (Object.hasOwn(input.paths, name) || isReservedVariable(name)) continue;
    yield { why: `Its template uses <${name}>, which has no input path.`, fix: `Add ${name} to the input paths.` };
  }
}

/** Delivers the examples of the contracts and finds inputs that do not fit. */
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
        why: `For an example of ${versionedName(contract)}, its template does not produce JSON: EventBridge would silently deliver nothing.`,
        fix: 'Quote the placeholders of strings, and do not quote those of objects, lists and numbers.',
      };
      return;
    }
    if (takesEvents === undefined || isEvent(contract, given)) continue;
    yield {
      ...about,
      code: 'INPUT_MISFIT',
      why: `${takesEvents.name} consumes whole events, but receives ${given.slice(0, SHOWN_LENGTH)} of ${versionedName(contract)}.`,
      fix: 'Remove the input from the target: the handler reads the whole event.',
    };
    return;
  }
}

const SHOWN_LENGTH = 120;

const isEvent = (contract: EventContract, text: string): boolean => {
  const accepts = createAccepts();
  return accepts(wholeEvent(contract) as JsonSchema, JSON.parse(text)) !== false;
};
