/** The place of a declaration: `aws_sqs_queue.orders["eu"]`, or `data.aws_region.here`. */
export interface Place {
  readonly data: boolean;
  readonly type: string;
  readonly name: string;
}

/** As `COMPUTED_ATTRIBUTES` has it. */
export const typeOf = ({ data, type }: Place): string => (data ? `data.${type}` : type);

/** `type.name`, as Terraform writes it. */
export const addressOf = (place: Place): string => `${typeOf(place)}.${place.name}`;
