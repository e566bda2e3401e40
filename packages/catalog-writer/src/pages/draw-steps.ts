import type { FlowStep } from './flow-pages.ts';

/** Opening and closing of a node, by what it is. @see https://mermaid.js.org/syntax/flowchart.html */
const SHAPES = { message: ['([', '])'], container: ['[(', ')]'], custom: ['{{', '}}'], service: ['[', ']'] } as const;

/** Steps as a chart from top to bottom, with functions by name: EventCatalog's own picture lies on its side and names services only. */
export const drawSteps = (steps: readonly FlowStep[]): string => {
  const numbers = new Map(steps.map(({ id }, index) => [id, `n${index}`]));
  const nodes = steps.map((step) => {
    const [open, close] = SHAPES[kindOf(step)];
    const of = step.service === undefined ? '' : `<br/>${step.service.id}`;
    return `  ${numbers.get(step.id)}${open}"${step.title}${of}"${close}`;
  });
  const edges = steps.flatMap(({ id, next_steps }) =>
    next_steps.map((next) => `  ${numbers.get(id)} -->${next.label === undefined ? '' : `|"${next.label}"|`} ${numbers.get(next.id)}`),
  );
  return ['```mermaid', 'flowchart TD', ...nodes, ...edges, '```'].join('\n');
};

const kindOf = (step: FlowStep): keyof typeof SHAPES =>
  step.message !== undefined ? 'message' : step.container !== undefined ? 'container' : step.custom !== undefined ? 'custom' : 'service';
