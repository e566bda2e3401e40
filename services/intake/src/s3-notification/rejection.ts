export type RejectionReason =
  | 'key_outside_scheme'
  | 'unknown_channel'
  | 'object_gone'
  | 'object_empty'
  | 'object_too_large'
  | 'not_json'
  | 'not_an_order'
  | 'order_id_differs';

/** The reason why an object is not a valid order. A retry would not help; the object needs manual work. */
export class Rejection extends Error {
  override readonly name = 'Rejection';
  readonly reason: RejectionReason;

  constructor(reason: RejectionReason, message: string) {
    super(message);
    this.reason = reason;
  }
}
