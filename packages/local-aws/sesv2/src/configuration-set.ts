/** A group of rules for mails. On a laptop only whether mails are sent at all has an effect. */
export interface ConfigurationSet {
  readonly name: string;
  readonly sendingEnabled: boolean;
  readonly tags?: readonly { readonly Key?: string; readonly Value?: string }[];
}
