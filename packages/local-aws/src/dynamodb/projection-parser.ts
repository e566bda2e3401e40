import { DistinctPaths, nestedPathsOf, parsePath } from './document-path-parser.ts';
import type { RawExpressionRequest } from './dynalite.ts';
import { attributeNamed, type ExpressionNames, Problems } from './expression-names.ts';
import { TokenReader } from './expression-tokens.ts';

/** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Expressions.ProjectionExpressions.html */
export const parseProjection = (text: string, names: ExpressionNames): NonNullable<RawExpressionRequest['_projection']> => {
  const reader = new TokenReader(text, 'ProjectionExpression');
  const problems = new Problems<(typeof REPORTED_IN_ORDER)[number]>();
  const paths = reader.list(() => parsePath(reader, (token) => attributeNamed(token, names, problems, 'name')));
  reader.expectEnd();
  const distinct = new DistinctPaths(problems);
  for (const path of paths) distinct.add(path);
  const problem = problems.first(REPORTED_IN_ORDER);
  if (problem !== undefined) throw reader.invalid(problem);
  return { paths, nestedPaths: nestedPathsOf(paths) };
};

const REPORTED_IN_ORDER = ['reserved', 'name', 'pathOverlap', 'pathConflict'] as const;
