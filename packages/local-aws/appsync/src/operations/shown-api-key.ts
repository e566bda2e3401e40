import type { ApiKey } from '../graphql-api.ts';

/** AWS deletes a key 60 days after it expires. */
const KEPT_SECONDS = 60 * 86_400;

/** https://docs.aws.amazon.com/appsync/latest/APIReference/API_ApiKey.html */
export const shownApiKey = ({ key, description, expiresMs }: ApiKey) => {
  const expires = Math.floor(expiresMs / 1_000);
  return { id: key, ...(description === undefined ? {} : { description }), expires, deletes: expires + KEPT_SECONDS };
};
