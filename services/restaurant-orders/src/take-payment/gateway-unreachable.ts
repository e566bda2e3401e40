/** The payment gateway did not answer. The workflow retries by this name, then puts the order on hold. */
export class GatewayUnreachable extends Error {
  override readonly name = 'GatewayUnreachable';
}
