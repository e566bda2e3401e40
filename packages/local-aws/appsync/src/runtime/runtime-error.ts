import { ResolverError } from '../resolver-error.ts';

/** Where a column of the text that runs is in the code. */
interface CodePlaces {
  readonly columnOf: (line: number, column: number) => number;
}

/** The client learns only that the code failed; the log says why. */
export const runtimeError = (error: unknown, { columnOf }: CodePlaces): ResolverError =>
  new ResolverError(
    'Runtime Error',
    { errorType: 'Code' },
    new Error(`${placeOf(error, columnOf)}${(error as Error).message}`, { cause: error }),
  );

const placeOf = (error: unknown, columnOf: CodePlaces['columnOf']): string => {
  const [, line, column] = /code\.js:(\d+):(\d+)/.exec((error as Error).stack ?? '') ?? [];
  return line === undefined ? '' : `code.js:${line}:${columnOf(Number(line), Number(column))}: `;
};

/** The reason of a runtime error, with its place in the code. */
export const runtimeErrorText = ({ cause }: ResolverError): string | undefined => (cause instanceof Error ? cause.message : undefined);
