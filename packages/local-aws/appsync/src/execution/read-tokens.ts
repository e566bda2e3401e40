import { Lexer, Source, TokenKind } from 'graphql';

/** The limit of graphql-java, on which AppSync is built: https://www.graphql-java.com/documentation/security/ */
const TOKENS_MAX = 15_000;

/** The parser calls itself for each level. AppSync's own limit of depth ends at 75. */
const NESTING_MAX = 500;

/** Whether a text has a bounded number of tokens and levels, found in one pass. Throws GraphQLError for a text that has no tokens. */
export const isBounded = (text: string): boolean => {
  const lexer = new Lexer(new Source(text));
  let tokens = 0;
  let level = 0;
  for (let token = lexer.advance(); token.kind !== TokenKind.EOF; token = lexer.advance()) {
    tokens += 1;
    if (OPENING.has(token.kind)) level += 1;
    if (CLOSING.has(token.kind)) level -= 1;
    if (tokens > TOKENS_MAX || level > NESTING_MAX) return false;
  }
  return true;
};

const OPENING: ReadonlySet<string> = new Set([TokenKind.BRACE_L, TokenKind.BRACKET_L, TokenKind.PAREN_L]);
const CLOSING: ReadonlySet<string> = new Set([TokenKind.BRACE_R, TokenKind.BRACKET_R, TokenKind.PAREN_R]);
