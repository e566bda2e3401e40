import { endOfQuotes, isTemplate, type TemplatePart, templateParts } from './template.ts';
import type { TerraformValue } from './terraform-value.ts';

/** A Terraform expression of a kind that the reader supports. */
export type Expression =
  | { readonly kind: 'literal'; readonly value: TerraformValue }
  | { readonly kind: 'template'; readonly parts: readonly TemplatePart[] }
  | { readonly kind: 'list'; readonly items: readonly Expression[] }
  | { readonly kind: 'object'; readonly entries: readonly (readonly [key: Expression, value: Expression])[] }
  | { readonly kind: 'call'; readonly name: string; readonly args: readonly Expression[] }
  /** `var.names["orders"]` has the steps `var`, `names` and the expression `"orders"`. */
  | { readonly kind: 'reference'; readonly steps: readonly (string | Expression)[] };

/** Names, numbers, strings (which may hold templates that hold strings) and signs. */
const TOKEN = /\s*(?:(?<name>[A-Za-z_][\w-]*)|(?<number>-?\d+(?:\.\d+)?)|(?<quote>")|(?<sign>[[\]{}(),.:=]))/y;

interface Token {
  readonly kind: 'name' | 'number' | 'text' | 'sign';
  readonly text: string;
  /** Whether it begins a line: then it does not continue the tokens before it. */
  readonly beginsLine: boolean;
}

/**
 * Reads an expression: literals, references, lists, objects and calls. It leaves the other kinds (conditions, `for`, operators,
 * splats) to Terraform.
 *
 * @returns `undefined` for an expression of another kind
 * @see https://developer.hashicorp.com/terraform/language/expressions
 */
export const parseExpression = (source: string): Expression | undefined => {
  const tokens = tokensOf(source);
  if (tokens === undefined) return undefined;
  const reader = new Reader(tokens);
  const expression = reader.expression();
  return reader.isAtEnd ? expression : undefined;
};

class Reader {
  readonly #tokens: readonly Token[];
  #at = 0;

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
  }

  get isAtEnd(): boolean {
    return this.#at === this.#tokens.length;
  }

  expression(): Expression | undefined {
    const token = this.#tokens[this.#at++];
    switch (token?.kind) {
      case 'number':
        return { kind: 'literal', value: Number(token.text) };
      case 'text':
        return textExpression(token.text);
      case 'name':
        return this.#named(token.text);
      default:
        return token?.text === '[' ? this.#list() : token?.text === '{' ? this.#object() : undefined;
    }
  }

  #named(name: string): Expression | undefined {
    if (this.#tokens[this.#at]?.beginsLine === false && this.#take('(')) {
      const args = this.#until(')');
      return args && { kind: 'call', name, args };
    }
    if (Object.hasOwn(CONSTANTS, name)) return { kind: 'literal', value: CONSTANTS[name] ?? null };
    const steps: (string | Expression)[] = [name];
    for (;;) {
      if (this.#take('.')) {
        const step = this.#tokens[this.#at++];
        if (step?.kind !== 'name' && step?.kind !== 'number') return undefined;
        steps.push(...step.text.split('.'));
      } else if (this.#take('[')) {
        const index = this.expression();
        if (index === undefined || !this.#take(']')) return undefined;
        steps.push(index);
      } else return { kind: 'reference', steps };
    }
  }

  #list(): Expression | undefined {
    const items = this.#until(']');
    return items && { kind: 'list', items };
  }

  /** Commas or line breaks separate entries, and the tokens no longer contain line breaks: an entry ends where its value ends. */
  #object(): Expression | undefined {
    const entries: (readonly [Expression, Expression])[] = [];
    while (!this.#take('}')) {
      const key = this.#key();
      if (key === undefined || !(this.#take('=') || this.#take(':'))) return undefined;
      const value = this.expression();
      if (value === undefined) return undefined;
      entries.push([key, value]);
      this.#take(',');
    }
    return { kind: 'object', entries };
  }

  /** A bare name is a string; a name in parentheses is an expression. */
  #key(): Expression | undefined {
    const token = this.#tokens[this.#at++];
    if (token?.kind === 'name' || token?.kind === 'number') return { kind: 'literal', value: token.text };
    if (token?.kind === 'text') return textExpression(token.text);
    if (token?.text !== '(') return undefined;
    const key = this.expression();
    return this.#take(')') ? key : undefined;
  }

  #until(end: ')' | ']'): readonly Expression[] | undefined {
    const items: Expression[] = [];
    while (!this.#take(end)) {
      const item = this.expression();
      if (item === undefined) return undefined;
      items.push(item);
      if (!this.#take(',') && this.#tokens[this.#at]?.text !== end) return undefined;
    }
    return items;
  }

  #take(sign: string): boolean {
    const token = this.#tokens[this.#at];
    if (token?.kind !== 'sign' || token.text !== sign) return false;
    this.#at++;
    return true;
  }
}

const CONSTANTS: Readonly<Record<string, TerraformValue>> = { true: true, false: false, null: null };

const textExpression = (text: string): Expression =>
  isTemplate(text) ? { kind: 'template', parts: templateParts(text) } : { kind: 'literal', value: text };

const tokensOf = (source: string): readonly Token[] | undefined => {
  const tokens: Token[] = [];
  const token = new RegExp(TOKEN);
  while (source.slice(token.lastIndex).trim() !== '') {
    const start = token.lastIndex;
    const found = token.exec(source);
    const { name, number, quote, sign } = found?.groups ?? {};
    const beginsLine = /^\s*\n/.test(found?.[0] ?? '');
    if (quote !== undefined) {
      const open = source.indexOf('"', start);
      const end = endOfQuotes(source, open);
      const text = end === undefined ? undefined : unescaped(source.slice(open + 1, end));
      if (end === undefined || text === undefined) return undefined;
      tokens.push({ kind: 'text', text, beginsLine });
      token.lastIndex = end + 1;
    } else if (name !== undefined) tokens.push({ kind: 'name', text: name, beginsLine });
    else if (number !== undefined) tokens.push({ kind: 'number', text: number, beginsLine });
    else if (sign !== undefined) tokens.push({ kind: 'sign', text: sign, beginsLine });
    else return undefined;
  }
  return tokens;
};

/** `undefined` for an escape that Terraform doesn't have. */
const unescaped = (text: string): string | undefined => {
  try {
    return JSON.parse(`"${text.replace(ESCAPE_OR_QUOTE, (part) => (part === '"' ? '\\"' : part))}"`) as string;
  } catch {
    return undefined;
  }
};

/** Quotes that are not escaped stand in a template in the text. */
const ESCAPE_OR_QUOTE = /\\.|"/g;
