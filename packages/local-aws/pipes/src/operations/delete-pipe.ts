import { json, type Route } from '@plumbline/local-aws-kernel';
import { changed, PIPE_PATH, type PipesContext, pipeArn } from './pipes-context.ts';

/** @see https://docs.aws.amazon.com/eventbridge/latest/pipes-reference/API_DeletePipe.html */
export const deletePipe = (context: PipesContext): Route => ({
  operation: 'DeletePipe',
  method: 'DELETE',
  path: PIPE_PATH,
  run(request, [name = '']) {
    request.authorize({ action: 'pipes:DeletePipe', resource: pipeArn(context, name) });
    const pipe = context.get(name);
    context.remove(pipe);
    return json(200, { ...changed(pipe, 'DELETING'), DesiredState: 'DELETED' });
  },
});
