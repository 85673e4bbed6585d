/** The one Trusted Types policy for script addresses: the crypto worker and the service worker, nothing else. */

const ALLOWED = new Set(['/static/js/worker/crypto-worker.js', '/sw.js']);

/** @param {string} address @returns {string} @throws {TypeError} for any other script */
function allowedUrl(address) {
  const url = new URL(address, location.origin);
  const known = url.origin === location.origin && ALLOWED.has(url.pathname) && url.search === '' && url.hash === '';
  if (!known) throw new TypeError('script address');
  return url.href;
}

/** @type {{createScriptURL(address: string): any}} */
const policy = /** @type {any} */ (globalThis).trustedTypes?.createPolicy('recul-url', { createScriptURL: allowedUrl })
  ?? { createScriptURL: allowedUrl };

/** The address of one of our two workers, as the browser demands it. @param {string} path @returns {string} */
export function scriptUrl(path) {
  return policy.createScriptURL(path);
}
