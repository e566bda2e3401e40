import { json, type Route } from '@plumbline/local-aws-kernel';
import { validation } from '../check-pipe.ts';
import { changed, PIPE_PATH, type PipesContext, pipeArn } from './pipes-context.ts';
import { readPipeShape } from './read-pipe-shape.ts';

/**
 * Changes the members that the request names; the source cannot change. A new configuration of the stream keeps its starting position.
 * @see https://docs.aws.amazon.com/eventbridge/latest/pipes-reference/API_UpdatePipe.html
 */
export const updatePipe = (context: PipesContext): Route => ({
  operation: 'UpdatePipe',
  method: 'PUT',
  path: PIPE_PATH,
  run(request, [name = '']) {
    request.authorize({ action: 'pipes:UpdatePipe', resource: pipeArn(context, name) });
    const { shape } = context.get(name);
    const { Source, ...given } = readPipeShape(request, name);
    if (Source !== undefined && Source !== shape.Source) throw validation('The source of a pipe cannot be changed.');
    const stream = given.SourceParameters?.DynamoDBStreamParameters;
    const StartingPosition = shape.SourceParameters?.DynamoDBStreamParameters?.StartingPosition;
    const SourceParameters =
      stream === undefined
        ? { ...shape.SourceParameters, ...given.SourceParameters }
        : { ...shape.SourceParameters, ...given.SourceParameters, DynamoDBStreamParameters: { ...stream, StartingPosition } };
    return json(200, changed(context.put({ ...shape, ...given, SourceParameters }), 'UPDATING'));
  },
});
