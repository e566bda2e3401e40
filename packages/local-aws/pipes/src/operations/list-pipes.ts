import { json, page, type Route } from '@plumbline/local-aws-kernel';
import { changed, type PipesContext } from './pipes-context.ts';

/** @see https://docs.aws.amazon.com/eventbridge/latest/pipes-reference/API_ListPipes.html */
export const listPipes = (context: PipesContext): Route => ({
  operation: 'ListPipes',
  method: 'GET',
  path: /^\/v1\/pipes\/?$/,
  run(request) {
    request.authorize({ action: 'pipes:ListPipes', resource: '*' });
    const given = (name: string): string | undefined => request.query.get(name) ?? undefined;
    const [source = '', target = ''] = [given('SourcePrefix'), given('TargetPrefix')];
    const [state, current] = [given('DesiredState'), given('CurrentState')];
    const found = context
      .list()
      .filter(({ shape }) => (shape.Source ?? '').startsWith(source) && (shape.Target ?? '').startsWith(target))
      .filter((pipe) => (state ?? pipe.state) === pipe.state && (current ?? pipe.state) === pipe.state);
    const { items, NextToken } = page(found, ({ shape }) => shape.Name, {
      NamePrefix: given('NamePrefix'),
      Limit: Number(given('Limit') ?? 100),
      NextToken: given('NextToken'),
    });
    return json(200, { Pipes: items.map(summary), ...(NextToken !== undefined && { NextToken }) });
  },
});

const summary = (pipe: Parameters<typeof changed>[0]): object => ({
  ...changed(pipe, pipe.state),
  Source: pipe.shape.Source,
  Target: pipe.shape.Target,
  Enrichment: pipe.shape.Enrichment,
});
