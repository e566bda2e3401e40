import type { JsonObject } from '../json.ts';
import { isJsonArray } from '../json.ts';
import { readJsonataAssign, readOptional } from '../jsonata/jsonata-flow.ts';
import { readJsonPathAssign, readResultPath } from '../jsonpath/jsonpath-flow.ts';
import { DefinitionError } from './definition-error.ts';
import type { QueryLanguage } from './dynamic-field.ts';
import type { Fields } from './fields.ts';
import type { Catcher, Retrier } from './state-machine.ts';

/** https://states-language.net/spec.html#appendix-a and https://docs.aws.amazon.com/step-functions/latest/dg/concepts-error-handling.html */
const RESERVED_ERRORS = new Set([
  'States.ALL',
  'States.BranchFailed',
  'States.DataLimitExceeded',
  'States.ExceedToleratedFailureThreshold',
  'States.HeartbeatTimeout',
  'States.Http.Socket',
  'States.IntrinsicFailure',
  'States.ItemReaderFailed',
  'States.NoChoiceMatched',
  'States.ParameterPathFailure',
  'States.Permissions',
  'States.QueryEvaluationError',
  'States.ResultPathMatchFailure',
  'States.ResultWriterFailed',
  'States.Runtime',
  'States.TaskFailed',
  'States.Timeout',
]);
const SECONDS_MAX = 31_622_400;
const ATTEMPTS_MAX = 99_999_999;
const RETRIER_FIELDS = ['Comment', 'ErrorEquals', 'IntervalSeconds', 'MaxAttempts', 'BackoffRate', 'MaxDelaySeconds', 'JitterStrategy'];
const DEFAULTS = { intervalSeconds: 1, maxAttempts: 3, backoffRate: 2 };

export const readRetriers = (state: Fields): readonly Retrier[] =>
  listOf(state, 'Retry').map((fields, index, all) => {
    fields.only(RETRIER_FIELDS, 'a retrier');
    const jitter = fields.optionalText('JitterStrategy') ?? 'NONE';
    if (jitter !== 'FULL' && jitter !== 'NONE') throw new DefinitionError('Expected FULL or NONE', `${fields.path}/JitterStrategy`);
    return {
      errors: readErrors(fields, index === all.length - 1),
      intervalSeconds: fields.optionalNumber('IntervalSeconds', { min: 0, max: SECONDS_MAX }) ?? DEFAULTS.intervalSeconds,
      maxAttempts: fields.optionalNumber('MaxAttempts', { min: 0, max: ATTEMPTS_MAX }) ?? DEFAULTS.maxAttempts,
      backoffRate: fields.optionalNumber('BackoffRate', { min: 1, integer: false }) ?? DEFAULTS.backoffRate,
      maxDelaySeconds: fields.optionalNumber('MaxDelaySeconds', { min: 1, max: SECONDS_MAX }),
      jitter: jitter === 'FULL',
    };
  });

export const readCatchers = (state: Fields, language: QueryLanguage): readonly Catcher[] =>
  listOf(state, 'Catch').map((fields, index, all) => {
    fields.only(['Comment', 'ErrorEquals', 'Next', 'Assign', language === 'JSONata' ? 'Output' : 'ResultPath'], `a catcher in ${language}`);
    const errors = readErrors(fields, index === all.length - 1);
    const next = fields.text('Next');
    const flow = language === 'JSONata' ? jsonataCatch(fields, `Catch[${index}]`) : jsonPathCatch(fields);
    return { errors, next, ...flow };
  });

type CatchFlow = Pick<Catcher, 'output' | 'assign'>;
const NO_ERROR: JsonObject = {};

const jsonataCatch = (fields: Fields, location: string): CatchFlow => {
  const assign = readJsonataAssign(fields, `${location}/Assign`);
  const output = readOptional(fields, 'Output', `${location}/Output`) ?? (async ({ errorOutput = NO_ERROR }) => errorOutput);
  return { output, ...(assign === undefined ? {} : { assign }) };
};

const jsonPathCatch = (fields: Fields): CatchFlow => {
  const put = readResultPath(fields);
  const assign = readJsonPathAssign(fields, ({ errorOutput = NO_ERROR }) => errorOutput);
  return {
    output: async ({ input, errorOutput = NO_ERROR }) => put(input, errorOutput),
    ...(assign === undefined ? {} : { assign }),
  };
};

const listOf = (state: Fields, name: string): readonly Fields[] => (state.has(name) ? state.objects(name) : []);

const readErrors = (fields: Fields, last: boolean): readonly string[] => {
  const path = `${fields.path}/ErrorEquals`;
  const errors = fields.get('ErrorEquals');
  if (!isJsonArray(errors) || errors.length === 0) throw new DefinitionError('Expected a list of error names', path);
  const names = errors.map((error) => {
    if (typeof error !== 'string') throw new DefinitionError('Expected value of type string', path);
    if (error.startsWith('States.') && !RESERVED_ERRORS.has(error)) throw new DefinitionError(`The error '${error}' does not exist`, path);
    return error;
  });
  if (names.includes('States.ALL') && (names.length > 1 || !last))
    throw new DefinitionError('States.ALL must be alone in the last retrier or catcher', path);
  return names;
};
