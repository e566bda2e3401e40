import { json, type Route } from '@plumbline/local-aws-kernel';
import { changed, PIPE_PATH, type PipesContext, pipeArn } from './pipes-context.ts';

/** @see https://docs.aws.amazon.com/eventbridge/latest/pipes-reference/API_DescribePipe.html */
export const describePipe = (context: PipesContext): Route => ({
  operation: 'DescribePipe',
  method: 'GET',
  path: PIPE_PATH,
  run(request, [name = '']) {
    request.authorize({ action: 'pipes:DescribePipe', resource: pipeArn(context, name) });
    const pipe = context.get(name);
    return json(200, { ...pipe.shape, Tags: pipe.shape.Tags ?? {}, ...changed(pipe, pipe.state), DesiredState: pipe.state });
  },
});
