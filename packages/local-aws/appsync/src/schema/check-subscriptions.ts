import { type GraphQLSchema, getNamedType } from 'graphql';
import { textsOf } from './auth-directives.ts';

/**
 * The faults of `@aws_subscribe`: a mutation that does not exist, or that returns another type than the subscription.
 * @see https://docs.aws.amazon.com/appsync/latest/devguide/aws-appsync-real-time-data.html
 */
export const subscriptionFaults = (schema: GraphQLSchema): readonly string[] => {
  const mutations = schema.getMutationType()?.getFields() ?? {};
  return Object.values(schema.getSubscriptionType()?.getFields() ?? {}).flatMap(({ name, type, astNode }) =>
    (astNode?.directives ?? []).flatMap((directive) => {
      if (directive.name.value !== 'aws_subscribe') return [];
      return (textsOf(directive, 'mutations') ?? []).flatMap((mutation) => {
        const field = mutations[mutation];
        if (field === undefined) return [`Subscription.${name} subscribes to the mutation ${mutation}, which does not exist.`];
        if (getNamedType(field.type) === getNamedType(type)) return [];
        return [`Subscription.${name} is of the type ${String(type)}, but its mutation ${mutation} is of the type ${String(field.type)}.`];
      });
    }),
  );
};
