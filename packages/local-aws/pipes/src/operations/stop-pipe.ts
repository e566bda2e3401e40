import { json, type Route } from '@plumbline/local-aws-kernel';
import { changed, type PipesContext, pipeArn } from './pipes-context.ts';

/** @see https://docs.aws.amazon.com/eventbridge/latest/pipes-reference/API_StopPipe.html */
export const stopPipe = (context: PipesContext): Route => ({
  operation: 'StopPipe',
  method: 'POST',
  path: /^\/v1\/pipes\/([^/]+)\/stop$/,
  run(request, [name = '']) {
    request.authorize({ action: 'pipes:StopPipe', resource: pipeArn(context, name) });
    return json(200, changed(context.setState(context.get(name), 'STOPPED'), 'STOPPING'));
  },
});
