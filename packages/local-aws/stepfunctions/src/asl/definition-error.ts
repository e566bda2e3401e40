/** A definition that cannot be deployed. */
export class DefinitionError extends Error {
  override readonly name = 'DefinitionError';

  /** @param path the position of the error, such as `/States/Ship/Next` */
  constructor(problem: string, path: string) {
    super(`${problem} at ${path === '' ? '/' : path}`);
  }
}
