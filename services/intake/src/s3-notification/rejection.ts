export type RejectionReason =
  | 'key_outside_scheme'
  | 'unknown_channel'
  | 'object_gone'
  | 'object_empty'
  | 'object_too_large'
  | 'not_json'
  | 'not_an_order'
  | 'order_id_differs';

/** Why an object is no order that we can take. Sending it again would not help; a person has to look at it. */
export class Rejection extends Error {
  override readonly name = 'Rejection';
  readonly reason: RejectionReason;

  constructor(reason: RejectionReason, message: string) {
    super(message);
    this.reason = reason;
  }
}
