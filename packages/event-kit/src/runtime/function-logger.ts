import { Logger } from '@aws-lambda-powertools/logger';
import type { FunctionManifest } from '../manifest/define-function.ts';

/** A structured logger; handlers add the correlation ids of the event in hand. */
export const functionLogger = (manifest: FunctionManifest): Logger => new Logger({ serviceName: manifest.name });
