import type { Occurrence } from '@plumbline/local-aws';
import pc from 'picocolors';
import { shortName } from './draw-trace.ts';
import { hopLine } from './hop-line.ts';

/** Draws one line for an occurrence, or none for an occurrence without news. */
export const drawOccurrence = (occurrence: Occurrence): string | undefined => {
  switch (occurrence.kind) {
    case 'event':
      return drawEvent(occurrence);
    case 'invocation':
      return drawInvocation(occurrence);
    case 'delivery':
      return drawOutcome('delivery', occurrence.ruleName, occurrence);
    case 'schedule':
      return drawOutcome('schedule', occurrence.scheduleName.split('/').at(-1) ?? '', occurrence);
    case 'pipe':
      return drawOutcome('pipe', occurrence.pipeName, occurrence);
    case 'mail':
      return hopLine('mail', `${pc.bold(occurrence.subject)}  → ${occurrence.to.join(', ')}`);
    case 'notification': {
      const [where = '', name = ''] = occurrence.from.split(':');
      return drawOutcome(where, name, occurrence);
    }
    case 'graphql':
      return drawGraphql(occurrence);
    case 'fault':
      return hopLine(
        'fault',
        `${pc.magenta(occurrence.what)} ${occurrence.on}${occurrence.operation === undefined ? '' : ` ${occurrence.operation}`}`,
      );
    case 'warning':
      return hopLine('warning', pc.yellow(occurrence.message));
  }
};

const drawEvent = ({ event, rules }: Extract<Occurrence, { kind: 'event' }>): string | undefined => {
  // AWS services report much that no system asks for. An object that no rule takes is news, because orders begin so.
  if (rules.length === 0 && event.source.startsWith('aws.') && event.source !== 'aws.s3') return undefined;
  const detail = event.detail as {
    readonly object?: { readonly key?: string };
    readonly Metadata?: { readonly event_type?: string };
    readonly Data?: Readonly<Record<string, unknown>>;
  };
  const takers =
    rules.length === 0 ? pc.yellow('no rule matches') : `→ ${rules.map((rule) => shortName(rule).replace(/-on-.*$/, '')).join(', ')}`;
  if (event.source === 'aws.s3') return hopLine('s3', `${event['detail-type']}  ${pc.dim(detail.object?.key ?? '')}  ${takers}`);
  const name = detail.Metadata?.event_type ?? event['detail-type'];
  return hopLine('bus', `${pc.bold(name)} ${pc.dim(idIn(detail.Data) ?? event.id)}  ${takers}`);
};

/** What an event is about, by the first id in its data. */
const idIn = (data: Readonly<Record<string, unknown>> = {}): string | undefined => {
  const [, id] = Object.entries(data).find(([name, value]) => name.endsWith('_id') && typeof value === 'string') ?? [];
  return id as string | undefined;
};

const drawGraphql = ({ operation, fields, startMs, endMs, errors }: Extract<Occurrence, { kind: 'graphql' }>): string | undefined => {
  const [error, ...more] = errors;
  if (operation === 'query' && error === undefined) return undefined;
  const outcome = error === undefined ? '' : `  ${pc.red(error)}${more.length === 0 ? '' : pc.dim(` and ${more.length} more`)}`;
  return hopLine('graphql', `${operation} ${pc.bold(fields.join(', '))} ${pc.dim(`${endMs - startMs} ms`)}${outcome}`);
};

const drawInvocation = ({ functionName, event, startMs, endMs, result }: Extract<Occurrence, { kind: 'invocation' }>): string => {
  const answer = JSON.parse(result.payload) as {
    readonly statusCode?: number;
    readonly body?: string;
    readonly errorType?: string;
    readonly errorMessage?: string;
  } | null;
  const took = pc.dim(`${endMs - startMs} ms`);
  if (result.functionError !== undefined)
    return hopLine('lambda', `${shortName(functionName)} ${took}  ${pc.red(`${answer?.errorType}: ${answer?.errorMessage}`)}`);
  // A function that is invoked by hand may also answer with a status.
  if (answer?.statusCode === undefined || !isRequest(event)) return hopLine('lambda', `${shortName(functionName)} ${took}`);
  const body = JSON.parse(answer.body ?? '{}') as { readonly outcome?: string; readonly reason?: string };
  const outcome = [answer.statusCode, body.outcome, body.reason].filter((part) => part !== undefined).join(' ');
  return hopLine('api', `${shortName(functionName)} ${took}  ${body.reason === undefined ? outcome : pc.yellow(outcome)}`);
};

/** Whether the input of a function was a request of API Gateway. */
const isRequest = (event: string): boolean => {
  const given: unknown = JSON.parse(event);
  return typeof given === 'object' && given !== null && 'httpMethod' in given;
};

const drawOutcome = (
  where: string,
  name: string,
  { outcome, reason }: Pick<Extract<Occurrence, { kind: 'delivery' }>, 'outcome' | 'reason'>,
): string | undefined =>
  outcome === 'delivered'
    ? undefined
    : hopLine(where, `${shortName(name)} ${(outcome === 'retried' ? pc.yellow : pc.red)(outcome)}  ${pc.dim(reason ?? '')}`);
