import type { Expression } from './expression.ts';
import { FUNCTIONS } from './functions.ts';
import type { TerraformValue } from './terraform-value.ts';

/** The functions that evaluate the parts of an expression. */
export interface Evaluation {
  /** Follows a reference, step by step: `var`, `names`, `orders`. */
  readonly follow: (steps: readonly (string | number)[]) => TerraformValue;
  /** An expression's text, inside of a template. */
  readonly source: (text: string) => TerraformValue;
  /** Throws for an expression that the reader does not evaluate. */
  readonly refuse: () => never;
}

/** The value of an expression. */
export const evaluate = (expression: Expression, evaluation: Evaluation): TerraformValue => {
  const inner = (one: Expression): TerraformValue => evaluate(one, evaluation);
  switch (expression.kind) {
    case 'literal':
      return expression.value;
    case 'template':
      return expression.parts.map((part) => (part.kind === 'text' ? part.text : String(evaluation.source(part.source)))).join('');
    case 'list':
      return expression.items.map(inner);
    case 'object':
      return Object.fromEntries(expression.entries.map(([key, value]) => [String(inner(key)), inner(value)]));
    case 'reference':
      return evaluation.follow(expression.steps.map((step) => (typeof step === 'string' ? step : stepOf(inner(step)))));
    case 'call':
      return (
        (Object.hasOwn(FUNCTIONS, expression.name) ? FUNCTIONS[expression.name]?.(expression.args.map(inner)) : undefined) ??
        evaluation.refuse()
      );
  }
};

const stepOf = (value: TerraformValue): string | number => (typeof value === 'number' ? value : String(value));
