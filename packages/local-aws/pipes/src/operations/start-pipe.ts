import { json, type Route } from '@plumbline/local-aws-kernel';
import { changed, type PipesContext, pipeArn } from './pipes-context.ts';

/** @see https://docs.aws.amazon.com/eventbridge/latest/pipes-reference/API_StartPipe.html */
export const startPipe = (context: PipesContext): Route => ({
  operation: 'StartPipe',
  method: 'POST',
  path: /^\/v1\/pipes\/([^/]+)\/start$/,
  run(request, [name = '']) {
    request.authorize({ action: 'pipes:StartPipe', resource: pipeArn(context, name) });
    return json(200, changed(context.setState(context.get(name), 'RUNNING'), 'STARTING'));
  },
});
