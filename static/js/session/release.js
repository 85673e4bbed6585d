/** The code of this page is that of one release: no crypto worker starts before the service worker watches over it. */

import { scriptUrl } from '../worker/url-policy.js';
import { RefusalError } from './refusal.js';

const PATIENCE_MS = 20_000;
const HIGHEST = 'release';

/** Whether this page came from the service worker: a forced reload is served a release that does not watch over the page yet. */
const served = Boolean(navigator.serviceWorker?.controller);

/**
 * Compares the number of this page's release with the highest that this browser was served (`docs/spec/http-api.md` §4).
 * @param {import('../store/device.js').Device} device @throws {RefusalError} `code` for a release that was replaced
 */
export async function expectNoEarlierRelease(device) {
  const number = Number(/** @type {HTMLMetaElement|null} */ (document.querySelector('meta[name="recul-release"]'))?.content ?? 0);
  const highest = /** @type {number} */ (await device.setting(HIGHEST) ?? 0);
  if (number < highest) throw new RefusalError('code');
  if (number > highest && (served || highest === 0)) await device.saveSetting(HIGHEST, number);
}

/** @param {(code: 'code') => void} raise */
function listen(raise) {
  navigator.serviceWorker.addEventListener('message', (event) => {
    if (event.data?.alarm === 'code') raise('code');
  });
}

/** @param {ServiceWorkerRegistration} registration @returns {Promise<void>} resolves when this page is controlled; rejects when the installation refuses */
function controlled(registration) {
  return new Promise((resolve, reject) => {
    const done = () => { if (navigator.serviceWorker.controller) resolve(); };
    navigator.serviceWorker.addEventListener('controllerchange', done);
    const watched = registration.installing ?? registration.waiting;
    watched?.addEventListener('statechange', () => { if (watched.state === 'redundant') reject(new RefusalError('code')); });
    setTimeout(() => reject(new RefusalError('offline')), PATIENCE_MS);
    // a forced reload leaves the page outside: the worker that is active takes it back
    registration.active?.postMessage({ claim: true });
    done();
  });
}

/**
 * Registers the service worker and waits until it serves this page.
 * @param {(code: 'code') => void} raise called when some file is not the one listed, now or later
 * @throws {RefusalError} `code` when the release does not match its list, `no-storage` when the browser allows no service worker
 */
export async function watchRelease(raise) {
  if (!('serviceWorker' in navigator)) throw new RefusalError('no-storage');
  listen(raise);
  const registration = await register();
  if (!navigator.serviceWorker.controller) await controlled(registration);
}

/** @returns {Promise<ServiceWorkerRegistration>} */
async function register() {
  try {
    return await navigator.serviceWorker.register(scriptUrl('/sw.js'), { updateViaCache: 'none' });
  } catch (error) {
    const known = await navigator.serviceWorker.getRegistration();
    if (known?.active) return known;
    throw new RefusalError(error instanceof DOMException && error.name === 'SecurityError' ? 'no-storage' : 'offline');
  }
}
