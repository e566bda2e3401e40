import { json, type Route } from '@plumbline/local-aws-kernel';
import { pipeExists } from '../errors.ts';
import { changed, PIPE_PATH, type PipesContext, pipeArn } from './pipes-context.ts';
import { readPipeShape } from './read-pipe-shape.ts';

/** @see https://docs.aws.amazon.com/eventbridge/latest/pipes-reference/API_CreatePipe.html */
export const createPipe = (context: PipesContext): Route => ({
  operation: 'CreatePipe',
  method: 'POST',
  path: PIPE_PATH,
  run(request, [name = '']) {
    request.authorize({ action: 'pipes:CreatePipe', resource: pipeArn(context, name) });
    if (context.find(name) !== undefined) throw pipeExists(name);
    return json(200, changed(context.put(readPipeShape(request, name)), 'CREATING'));
  },
});
