import { blockOf, isUnresolved } from '@plumbline/topology';
import type { Check } from '../draft.ts';

/** A trace covers every API and function on an event's path. */
export const tracesHold: Check = function* ({ functions, at, all, one }) {
  for (const stage of all('aws_api_gateway_stage').filter(
    ({ values }) => values.xray_tracing_enabled !== true && !isUnresolved(values.xray_tracing_enabled),
  )) {
    yield {
      code: 'TRACE_BROKEN',
      at: stage,
      subject: `stage ${String(stage.values.stage_name)} of ${stage.address}`,
      why: 'Tracing is off: requests to this stage start no trace.',
      fix: 'Set xray_tracing_enabled = true.',
    };
  }
  for (const fn of functions) {
    const resource = at(fn) ?? one('aws_lambda_function', 'arn', fn.arn);
    const mode = resource && blockOf(resource.values, 'tracing_config').mode;
    if (resource === undefined || mode === 'Active' || isUnresolved(mode)) continue;
    yield {
      code: 'TRACE_BROKEN',
      at: fn,
      subject: `function ${fn.name}`,
      why: 'Tracing is not Active: the function is missing from the traces of its events.',
      fix: 'Set tracing_config { mode = "Active" }.',
    };
  }
};
