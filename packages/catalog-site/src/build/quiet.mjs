// Loaded with --import into EventCatalog's processes: making the site sends nothing out. EventCatalog reports every build to its
// makers' analytics and has no switch for it; it continues if the call fails.
const LOOPBACK = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/;

const real = globalThis.fetch;

/** The same as `fetch`, for this machine only. */
globalThis.fetch = async (input, init) => {
  const url = new URL(input instanceof Request ? input.url : input);
  if (url.hostname === '' || LOOPBACK.test(url.hostname)) return real(input, init);
  throw new TypeError(`Plumbline blocks EventCatalog's requests to other machines: ${url.origin}.`);
};
