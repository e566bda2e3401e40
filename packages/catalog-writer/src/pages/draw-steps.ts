import type { FlowStep } from './flow-step.ts';

/** Opening and closing of a node, by what it is. @see https://mermaid.js.org/syntax/flowchart.html */
const SHAPES = {
  message: ['([', '])'],
  container: ['[(', ')]'],
  custom: ['{{', '}}'],
  externalSystem: ['[/', '/]'],
  service: ['[', ']'],
} as const;

/** Steps as a chart from top to bottom, with functions by name: EventCatalog's own picture lies on its side and names services only. */
export const drawSteps = (steps: readonly FlowStep[]): string => {
  const numbers = new Map(steps.map(({ id }, index) => [id, `n${index}`]));
  const nodes = steps.map((step) => {
    const [open, close] = SHAPES[kindOf(step)];
    const lines = [step.title, whatItIs(step)].filter((line) => line !== undefined);
    return `  ${numbers.get(step.id)}${open}"${lines.join('<br/>')}"${close}`;
  });
  const edges = steps.flatMap(({ id, next_steps }) =>
    next_steps.map((next) => `  ${numbers.get(id)} -->${next.label === undefined ? '' : `|"${next.label}"|`} ${numbers.get(next.id)}`),
  );
  return ['```mermaid', SETTINGS, 'flowchart TD', ...nodes, ...edges, '```'].join('\n');
};

/**
 * Narrow, so that letters stay large: the site makes every chart as wide as the page. The free edge is where the site puts its buttons, and
 * what it cuts off below (EventCatalog 3.48.4).
 *
 * @see https://mermaid.js.org/config/schema-docs/config-defs-flowchart-diagram-config.html
 */
const SETTINGS = `%%{init: ${JSON.stringify({ flowchart: { diagramPadding: 84, nodeSpacing: 20 } })}}%%`;

const KINDS = ['message', 'container', 'custom', 'externalSystem'] as const;

const kindOf = (step: FlowStep): keyof typeof SHAPES => KINDS.find((kind) => step[kind] !== undefined) ?? 'service';

/** Whose function it is, or what is no function and no event. */
const whatItIs = ({ service, custom, externalSystem }: FlowStep): string | undefined =>
  service?.id ?? custom?.type.toLowerCase() ?? (externalSystem === undefined ? undefined : 'outside');
