import { AwsError, brokenConstraint, constraintError } from '@plumbline/local-aws-kernel';

/** The constraints of a string member of a request. */
export interface TextConstraint {
  readonly required?: true;
  readonly lengthMin?: number;
  readonly lengthMax?: number;
  /** A regular expression for the whole string, in AWS's spelling. */
  readonly pattern?: string;
  /** The only valid strings. */
  readonly values?: readonly string[];
}

/** Names of rules, targets, archives, replays, connections and API destinations. */
const NAME = '[\\.\\-_A-Za-z0-9]+';
/** https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutRule.html, API_Target.html, API_StartReplay.html */
export const RULE_NAME: TextConstraint = { required: true, lengthMin: 1, lengthMax: 64, pattern: NAME };
/** https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_CreateArchive.html */
export const ARCHIVE_NAME: TextConstraint = { required: true, lengthMin: 1, lengthMax: 48, pattern: NAME };
/** https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_CreateEventBus.html */
export const BUS_NAME: TextConstraint = { required: true, lengthMin: 1, lengthMax: 256, pattern: '[/\\.\\-_A-Za-z0-9]+' };
export const REQUIRED: TextConstraint = { required: true };

/**
 * Rejects a request whose members violate constraints, with AWS's message, which lists all violations.
 *
 * @param members by the place in AWS's message, such as `targets.1.member.id`.
 * @throws AwsError `ValidationException`
 */
export const checkTexts = (members: Readonly<Record<string, readonly [value: string | undefined, constraint: TextConstraint]>>): void => {
  const broken = Object.entries(members).flatMap(([place, [value, constraint]]) =>
    brokenConstraints(value, constraint).map((must) => brokenConstraint(value, place, must)),
  );
  refuseBroken(broken);
};

export const refuseBroken = (broken: readonly string[]): void => {
  if (broken.length > 0) throw constraintError(...broken);
};

const brokenConstraints = (value: string | undefined, constraint: TextConstraint): readonly string[] => {
  const { required, lengthMin = 0, lengthMax = Number.POSITIVE_INFINITY, pattern, values } = constraint;
  if (value === undefined) return required === true ? ['not be null'] : [];
  return [
    ...(value.length < lengthMin ? [`have length greater than or equal to ${lengthMin}`] : []),
    ...(value.length > lengthMax ? [`have length less than or equal to ${lengthMax}`] : []),
    ...(pattern === undefined || new RegExp(`^(?:${pattern})$`).test(value) ? [] : [`satisfy regular expression pattern: ${pattern}`]),
    ...(values === undefined || values.includes(value) ? [] : [`satisfy enum value set: [${values.join(', ')}]`]),
  ];
};

/** @throws AwsError `ValidationException` */
export const validationError = (message: string): never => {
  throw new AwsError('ValidationException', message);
};
