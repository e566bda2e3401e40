import { consumptionsOf } from '@plumbline/contract-gate';
import { accessesOf, type LambdaFunction } from '@plumbline/topology';
import { type CatalogSource, consumedBy, publishedBy } from '../catalog-source.ts';
import { body, code, plain, table } from '../markdown.ts';
import { channelLink, containerLink, endpointId, eventLink, queueLink } from '../names.ts';
import { actionName, storesOf } from '../own-stores.ts';
import { condition } from '../rule-conditions.ts';
import { scheduleWords } from '../time-words.ts';

/** The part about a function: its triggers, and what it does. */
export const functionPart = (source: CatalogSource, fn: LambdaFunction): string => {
  const { shortName, topology } = source;
  const rows = [
    ['triggered by', triggersOf(source, fn).join('<br />')],
    [
      'publishes',
      publishedBy(source, fn)
        .map((contract) => eventLink(contract))
        .join(', '),
    ],
    [
      'uses',
      storesOf(source, fn)
        .map(({ id, actions }) => `${containerLink(id)} (${actions.map(actionName).join(', ')})`)
        .join('<br />'),
    ],
    [
      'sends to',
      accessesOf(fn, topology.queues)
        .filter(({ actions }) => actions.includes('sqs:SendMessage'))
        .map(({ to }) => queueLink(shortName(to.name)))
        .join(', '),
    ],
    ['timeout', `${fn.timeout} s`],
  ].filter(([, cell]) => cell !== '');
  return body(`### ${shortName(fn.name)}`, plain(fn.description ?? ''), table(['', ''], rows));
};

const triggersOf = (source: CatalogSource, fn: LambdaFunction): readonly string[] => {
  const { shortName, topology } = source;
  const events = consumedBy(source, fn).flatMap((contract) =>
    consumptionsOf(topology, contract)
      .filter(({ consumer }) => consumer === fn)
      .map(
        (one) =>
          `${eventLink(contract)}${condition(one)}${one.queue === undefined ? '' : `, through ${queueLink(shortName(one.queue.name))}`}`,
      ),
  );
  const endpoints = topology.endpoints
    .filter(({ functionArn }) => functionArn === fn.arn)
    .map(({ method, path }) => `${code(`${method} ${path}`)} of ${channelLink(endpointId(shortName(fn.name)))}`);
  const schedules = topology.schedules.filter(({ targetArn }) => targetArn === fn.arn);
  const isTriggered = events.length + endpoints.length + fn.takesFrom.length > 0 || schedules.some(({ enabled }) => enabled);
  return [...events, ...endpoints, ...schedules.map(scheduleWords), ...(isTriggered ? [] : ['manual invocation'])];
};
