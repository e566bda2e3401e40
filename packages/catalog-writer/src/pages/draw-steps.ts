import type { FlowStep } from './flow-step.ts';

/** Opening and closing of a node, by kind. @see https://mermaid.js.org/syntax/flowchart.html */
const SHAPES = {
  message: ['([', '])'],
  container: ['[(', ')]'],
  custom: ['{{', '}}'],
  externalSystem: ['[/', '/]'],
  service: ['[', ']'],
} as const;

/** Draws steps as a chart from top to bottom with the functions' names. EventCatalog's own diagram is horizontal and names only services. */
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
 * Narrow, so that letters stay large: the site scales every chart to the width of the page. The margin leaves room for the site's buttons
 * and for the bottom edge, which the site cuts off (EventCatalog 3.48.4).
 *
 * @see https://mermaid.js.org/config/schema-docs/config-defs-flowchart-diagram-config.html
 */
const SETTINGS = `%%{init: ${JSON.stringify({ flowchart: { diagramPadding: 84, nodeSpacing: 20 } })}}%%`;

const KINDS = ['message', 'container', 'custom', 'externalSystem'] as const;

const kindOf = (step: FlowStep): keyof typeof SHAPES => KINDS.find((kind) => step[kind] !== undefined) ?? 'service';

/** The service of a function, or the kind of a node that is neither a function nor an event. */
const whatItIs = ({ service, custom, externalSystem }: FlowStep): string | undefined =>
  service?.id ?? custom?.type.toLowerCase() ?? (externalSystem === undefined ? undefined : 'outside');
