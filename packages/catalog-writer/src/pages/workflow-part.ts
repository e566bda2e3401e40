import { type Fields, isFields, textOf, type Workflow } from '@plumbline/topology';
import type { CatalogSource } from '../catalog-source.ts';
import { body, plain, table } from '../markdown.ts';

/** The part about a workflow: its drawing, and what each state does. */
export const workflowPart = ({ shortName }: CatalogSource, { name, definition = {} }: Workflow): string => {
  const states = isFields(definition.States) ? definition.States : {};
  const all = Object.entries(states).flatMap(([id, state]) => (isFields(state) ? [[id, state] as const] : []));
  const rows = all.map(([id, state]) => [id, textOf(state.Type) ?? '', plain(doing(state)), plain(textOf(state.Comment) ?? '')]);
  return body(
    `### ${shortName(name)}`,
    plain(textOf(definition.Comment) ?? ''),
    ['```mermaid', 'stateDiagram-v2', ...lines(textOf(definition.StartAt) ?? '', all), '```'].join('\n'),
    table(['State', 'Type', 'Calls', ''], rows),
  );
};

const lines = (start: string, states: readonly (readonly [id: string, state: Fields])[]): readonly string[] => [
  `  [*] --> ${start}`,
  ...states.flatMap(([id, state]) => [
    ...nextOf(state).map(([to, label]) => `  ${id} --> ${to}${label === '' ? '' : `: ${label}`}`),
    ...(state.End === true || state.Type === 'Succeed' || state.Type === 'Fail' ? [`  ${id} --> [*]`] : []),
  ]),
];

/** The states that may follow, with the reason. */
const nextOf = (state: Fields): readonly (readonly [to: string, label: string])[] => {
  const direct = textOf(state.Next);
  const rules = (list: unknown): readonly Fields[] => (Array.isArray(list) ? list.filter(isFields) : []);
  const caught = Map.groupBy(rules(state.Catch), ({ Next }) => textOf(Next) ?? '');
  return [
    ...(direct === undefined ? [] : [[direct, ''] as const]),
    ...rules(state.Choices).map(({ Next }) => [textOf(Next) ?? '', 'if'] as const),
    ...(textOf(state.Default) === undefined ? [] : [[textOf(state.Default) ?? '', 'else'] as const]),
    ...[...caught.keys()].map((to) => [to, 'on error'] as const),
  ];
};

/** What a task calls: `dynamodb putItem`, `lambda invoke`. */
const doing = (state: Fields): string => {
  const resource = textOf(state.Resource) ?? '';
  return resource.startsWith('arn:aws:states:::')
    ? resource
        .slice('arn:aws:states:::'.length)
        .replace(/^aws-sdk:/, '')
        .replace(':', ' ')
    : resource;
};
