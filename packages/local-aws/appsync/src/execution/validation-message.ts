import {
  type ArgumentNode,
  type ASTNode,
  type ASTVisitor,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLError,
  Kind,
  visit,
} from 'graphql';
import { wrongType } from './wrong-type.ts';

/**
 * The words of graphql-java, on which AppSync is built, for an error that graphql-js found.
 * @see https://github.com/graphql-java/graphql-java/blob/master/src/main/resources/i18n/Validation.properties
 */
export const validationMessage = (error: GraphQLError, placeOf: PlaceOf): string => {
  const places = (error.nodes ?? []).map(placeOf);
  const path = places.find((place) => place.path !== '')?.path ?? '';
  const at = path === '' ? '' : ` @ '${path}'`;
  for (const [pattern, words] of WORDINGS) {
    const found = pattern.exec(error.message);
    if (found === null) continue;
    const [kind, text, placed = true] = words(found);
    return `Validation error of type ${kind}: ${text}${placed ? at : ''}`;
  }
  const argument = places.find((place) => place.argument !== undefined)?.argument;
  return argument === undefined
    ? `Validation error of type InvalidSyntax: ${error.message}${at}`
    : `Validation error of type WrongType: ${wrongType(error.message, argument)}${at}`;
};

type Wording = (found: RegExpExecArray) => readonly [kind: string, text: string, placed?: boolean];

const WORDINGS: readonly (readonly [RegExp, Wording])[] = [
  [
    /^Cannot query field "(.*?)" on type "(.*?)"/,
    ([, field, type]) => ['FieldUndefined', `Field '${field}' in type '${type}' is undefined`],
  ],
  [
    /^Field "(.*?)" of type "(.*?)" must have a selection of subfields/,
    ([, field, type]) => ['SubSelectionRequired', `Sub selection required for type ${type} of field ${field}`],
  ],
  [
    /^Field "(.*?)" must not have a selection since type "(.*?)" has no subfields/,
    ([, field, type]) => ['SubSelectionNotAllowed', `Sub selection not allowed on leaf type ${type} of field ${field}`],
  ],
  [/^Unknown argument "(.*?)" on field/, ([, name]) => ['UnknownArgument', `Unknown field argument ${name}`]],
  [/^Unknown argument "(.*?)" on directive/, ([, name]) => ['UnknownDirective', `Unknown directive argument ${name}`]],
  [/^Field ".*?" argument "(.*?)" of type ".*?" is required/, ([, name]) => ['MissingFieldArgument', `Missing field argument ${name}`]],
  [/^Directive "@?(.*?)" argument "(.*?)" of type/, ([, , name]) => ['MissingDirectiveArgument', `Missing directive argument ${name}`]],
  [/^Unknown type "(.*?)"/, ([, name]) => ['UnknownType', `Unknown type ${name}`, false]],
  [/^Variable "\$(.*?)" is not defined/, ([, name]) => ['UndefinedVariable', `Undefined variable ${name}`]],
  [/^Variable "\$(.*?)" is never used/, ([, name]) => ['UnusedVariable', `Unused variable ${name}`, false]],
  [/^Variable "\$.*?" of type ".*?" used in position/, () => ['VariableTypeMismatch', "Variable type doesn't match"]],
  [/^Variable "\$(.*?)" cannot be non-input/, () => ['NonInputTypeOnVariable', 'Input variable type required', false]],
  [/^Unknown fragment "(.*?)"/, ([, name]) => ['UndefinedFragment', `Undefined fragment ${name}`]],
  [/^Fragment "(.*?)" is never used/, ([, name]) => ['UnusedFragment', `Unused fragment ${name}`, false]],
  [/^Cannot spread fragment ".*?" within itself/, () => ['FragmentCycle', 'Fragment cycles not allowed']],
  [
    /^Fragment .*?cannot be spread here/,
    () => ['InvalidFragmentType', 'Fragment cannot be spread here as objects of the types never match'],
  ],
  [
    /^Fragment .*?cannot condition on non composite type/,
    () => ['InvalidFragmentType', 'Fragment type condition is invalid, must be on Object/Interface/Union'],
  ],
  [
    /^This anonymous operation must be the only/,
    () => ['LoneAnonymousOperationViolation', 'Anonymous operation with other operations.', false],
  ],
  [
    /^There can be only one operation named "(.*?)"/,
    ([, name]) => ['DuplicateOperationName', `There can be only one operation named '${name}'`, false],
  ],
  [
    /^There can be only one fragment named "(.*?)"/,
    ([, name]) => ['DuplicateFragmentName', `There can be only one fragment named '${name}'`, false],
  ],
  [
    /^There can be only one argument named "(.*?)"/,
    ([, name]) => ['DuplicateArgumentNames', `There can be only one argument named '${name}'`],
  ],
  [
    /^There can be only one variable named "\$(.*?)"/,
    ([, name]) => ['DuplicateVariableName', `There can be only one variable named '${name}'`, false],
  ],
  [/^Unknown directive "@(.*?)"/, ([, name]) => ['UnknownDirective', `Unknown directive ${name}`]],
  [/^Directive "@(.*?)" may not be used/, ([, name]) => ['MisplacedDirective', `Directive ${name} not allowed here`]],
  [/^FieldsConflict: (.*)$/s, ([, text = '']) => ['FieldsConflict', text]],
];

/** Where a node is: the names of the fields that lead to it, and the argument that it is in. */
export interface Place {
  readonly path: string;
  readonly argument: ArgumentNode | undefined;
}

export type PlaceOf = (node: ASTNode) => Place;

export const placesIn = (document: DocumentNode): PlaceOf => {
  const places = new Map<ASTNode, Place>();
  const names: string[] = [];
  let argument: ArgumentNode | undefined;
  const isNamed = (node: ASTNode): node is FieldNode | FragmentDefinitionNode =>
    node.kind === Kind.FIELD || node.kind === Kind.FRAGMENT_DEFINITION;
  const visitor: ASTVisitor = {
    enter(node) {
      if (isNamed(node)) names.push(node.name.value);
      if (node.kind === Kind.ARGUMENT) argument = node;
      places.set(node, { path: names.join('/'), argument });
    },
    leave(node) {
      if (isNamed(node)) names.pop();
      if (node.kind === Kind.ARGUMENT) argument = undefined;
    },
  };
  visit(document, visitor);
  return (node) => places.get(node) ?? { path: '', argument: undefined };
};
