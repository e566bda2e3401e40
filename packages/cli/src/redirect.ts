import { InvalidArgumentError } from 'commander';

/**
 * Adds the value of a `--redirect` flag to the previous ones.
 * @throws InvalidArgumentError unless it is two http(s) URLs with `=` between them
 */
export const addRedirect = (text: string, before: Readonly<Record<string, string>>): Readonly<Record<string, string>> => {
  const [from, to] = text.split(/=(?=https?:\/\/[^=]*$)/);
  if (from === undefined || to === undefined || !URL.canParse(from) || !URL.canParse(to))
    throw new InvalidArgumentError('Write <from>=<to>, both URLs: --redirect https://receiver.example/=http://127.0.0.1:8080/');
  return { ...before, [from]: to };
};
