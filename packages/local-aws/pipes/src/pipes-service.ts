import { type AwsService, type Route, restError, restService } from '@plumbline/local-aws-kernel';
import { createPipe } from './operations/create-pipe.ts';
import { deletePipe } from './operations/delete-pipe.ts';
import { describePipe } from './operations/describe-pipe.ts';
import { listPipes } from './operations/list-pipes.ts';
import type { PipesContext } from './operations/pipes-context.ts';
import { startPipe } from './operations/start-pipe.ts';
import { stopPipe } from './operations/stop-pipe.ts';
import { updatePipe } from './operations/update-pipe.ts';

/** The REST API of Pipes. */
export const pipesService = (context: PipesContext): AwsService => {
  const routes: readonly Route[] = [
    createPipe(context),
    describePipe(context),
    updatePipe(context),
    deletePipe(context),
    listPipes(context),
    startPipe(context),
    stopPipe(context),
  ];
  return restService({ signingName: 'pipes', routes, errorAnswer: (error) => restError(error, { message: error.message }) });
};
