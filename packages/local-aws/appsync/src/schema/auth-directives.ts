import type { ConstDirectiveNode, GraphQLObjectType } from 'graphql';
import { type AuthMode, COGNITO } from '../auth/auth-mode.ts';

/** One way to be allowed: a mode and, for user pools, groups of which the user must be in one. */
export interface Admission {
  readonly mode: AuthMode;
  readonly groups?: readonly string[];
}

const MODES: Readonly<Record<string, AuthMode>> = {
  aws_api_key: 'API_KEY',
  aws_iam: 'AWS_IAM',
  aws_oidc: 'OPENID_CONNECT',
  aws_lambda: 'AWS_LAMBDA',
  aws_cognito_user_pools: COGNITO,
  aws_auth: COGNITO,
};

/**
 * The modes that may access a field. Directives of the field override those of its type; without any, the default mode may.
 * `@aws_auth` counts only when user pools are the sole mode of the API.
 * @see https://docs.aws.amazon.com/appsync/latest/devguide/security-authz.html#using-additional-authorization-modes
 */
export const admissionsOf = (type: GraphQLObjectType, fieldName: string, modes: readonly AuthMode[]): readonly Admission[] => {
  const [defaultMode] = modes;
  const onField = admissionsIn(type.getFields()[fieldName]?.astNode?.directives, modes);
  if (onField.length > 0) return onField;
  const onType = [type.astNode, ...type.extensionASTNodes].flatMap((node) => admissionsIn(node?.directives, modes));
  if (onType.length > 0) return onType;
  return defaultMode === undefined ? [] : [{ mode: defaultMode }];
};

const admissionsIn = (directives: readonly ConstDirectiveNode[] | undefined, modes: readonly AuthMode[]): readonly Admission[] =>
  (directives ?? []).flatMap((directive) => {
    const name = directive.name.value;
    const mode = MODES[name];
    if (mode === undefined || (name === 'aws_auth' && (modes.length > 1 || modes[0] !== COGNITO))) return [];
    const groups = textsOf(directive, 'cognito_groups');
    return groups === undefined ? [{ mode }] : [{ mode, groups }];
  });

/** A list of texts that a directive has as an argument. */
export const textsOf = (directive: ConstDirectiveNode, argument: string): readonly string[] | undefined => {
  const value = directive.arguments?.find(({ name }) => name.value === argument)?.value;
  if (value === undefined) return undefined;
  const items = value.kind === 'ListValue' ? value.values : [value];
  return items.flatMap((item) => (item.kind === 'StringValue' ? [item.value] : []));
};
