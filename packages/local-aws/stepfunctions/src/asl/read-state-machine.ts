import { parseJson } from '../json.ts';
import { DefinitionError } from './definition-error.ts';
import type { QueryLanguage } from './dynamic-field.ts';
import { type Fields, fieldsOf } from './fields.ts';
import { readState, type StateReader } from './read-state.ts';
import type { State, StateMachine } from './state-machine.ts';

const TOP_FIELDS = ['Comment', 'QueryLanguage', 'StartAt', 'States', 'TimeoutSeconds', 'Version'];
const BRANCH_FIELDS = ['Comment', 'StartAt', 'States', 'ProcessorConfig'];
/** https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html */
const NAME_CHARS_MAX = 80;
const DEFINITION_BYTES_MAX = 1_048_576;
const TIMEOUT_SECONDS_MAX = 99_999_999;

/**
 * Reads a definition in the Amazon States Language, in JSONPath and JSONata, into an executable state machine.
 *
 * @throws DefinitionError
 * @see https://states-language.net/spec.html
 */
export const readStateMachine = (definition: string, type: 'STANDARD' | 'EXPRESS'): StateMachine => {
  if (Buffer.byteLength(definition) > DEFINITION_BYTES_MAX)
    throw new DefinitionError(`The definition is over ${DEFINITION_BYTES_MAX} bytes`, '');
  const json = parseJson(definition);
  if (json === undefined) throw new DefinitionError('The definition is not JSON', '');
  const fields = fieldsOf(json, '');
  fields.only(TOP_FIELDS, 'a state machine');
  const language = fields.optionalText('QueryLanguage') ?? 'JSONPath';
  if (language !== 'JSONPath' && language !== 'JSONata') throw new DefinitionError('Expected JSONPath or JSONata', '/QueryLanguage');
  if ((fields.optionalText('Version') ?? '1.0') !== '1.0') throw new DefinitionError('Expected version 1.0', '/Version');
  const timeoutSeconds = fields.optionalNumber('TimeoutSeconds', { min: 1, max: TIMEOUT_SECONDS_MAX });
  const machine = readMachine(fields, { express: type === 'EXPRESS', language, names: new Set(), variables: new Set() });
  return { ...machine, ...(timeoutSeconds === undefined ? {} : { timeoutSeconds }) };
};

interface Context {
  readonly express: boolean;
  readonly language: QueryLanguage;
  /** State names are unique in the whole machine, branches included. */
  readonly names: Set<string>;
  /** The variables of the outer scopes: a branch reads them and cannot assign them. */
  readonly variables: ReadonlySet<string>;
}

const readMachine = (fields: Fields, context: Context): StateMachine => {
  const states = fields.child('States');
  const startAt = fields.text('StartAt');
  const own = assignedIn(states);
  const shadowed = [...own].find((name) => context.variables.has(name));
  if (shadowed !== undefined)
    throw new DefinitionError(`The variable '${shadowed}' belongs to an outer scope and cannot be assigned`, states.path);
  const inner = { ...context, variables: new Set([...context.variables, ...own]) };
  const reader: StateReader = {
    express: context.express,
    language: context.language,
    readMachine(branch) {
      branch.only(BRANCH_FIELDS, 'a branch or an item processor');
      return readMachine(branch, inner);
    },
  };
  const read = new Map<string, State>();
  for (const name of Object.keys(states.object)) {
    if (name.length > NAME_CHARS_MAX)
      throw new DefinitionError(`The name of a state is over ${NAME_CHARS_MAX} characters`, `${states.path}/${name}`);
    if (context.names.has(name)) throw new DefinitionError(`The state name '${name}' is used twice`, `${states.path}/${name}`);
    context.names.add(name);
    read.set(name, readState(name, states.child(name), reader));
  }
  checkTransitions(fields.path, startAt, read);
  return { startAt, states: read };
};

/** Every state must exist and be reachable. */
const checkTransitions = (path: string, startAt: string, states: ReadonlyMap<string, State>): void => {
  if (!states.has(startAt)) throw new DefinitionError(`Missing 'StartAt' target: ${startAt}`, `${path}/StartAt`);
  const reached = new Set([startAt]);
  for (const name of reached) {
    const state = states.get(name);
    for (const target of state === undefined ? [] : targetsOf(state)) {
      if (!states.has(target)) throw new DefinitionError(`Missing 'Next' target: ${target}`, `${path}/States/${name}`);
      reached.add(target);
    }
  }
  const lost = [...states.keys()].find((name) => !reached.has(name));
  if (lost !== undefined) throw new DefinitionError(`State "${lost}" is not reachable`, `${path}/States/${lost}`);
};

const targetsOf = (state: State): readonly string[] => {
  const next = state.next === undefined ? [] : [state.next];
  if (state.type === 'Choice')
    return [...state.rules.map((rule) => rule.next), ...(state.defaultNext === undefined ? [] : [state.defaultNext])];
  return 'catchers' in state ? [...next, ...state.catchers.map((catcher) => catcher.next)] : next;
};

/** The names of the variables that the states of one scope assign; `states` is reserved. */
const assignedIn = (states: Fields): ReadonlySet<string> => {
  const names = new Set<string>();
  for (const state of Object.keys(states.object)) {
    const fields = states.child(state);
    const rules = ['Choices', 'Catch'].flatMap((list) => (fields.has(list) ? fields.objects(list) : []));
    for (const part of [fields, ...rules]) {
      if (!part.has('Assign')) continue;
      for (const key of Object.keys(part.child('Assign').object)) {
        const name = key.replace(/\.\$$/, '');
        if (!/^[\p{ID_Start}_][\p{ID_Continue}]*$/u.test(name) || name === 'states' || name.length > NAME_CHARS_MAX)
          throw new DefinitionError(`The variable name '${name}' is not valid`, `${part.path}/Assign`);
        names.add(name);
      }
    }
  }
  return names;
};
