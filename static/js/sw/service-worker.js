/**
 * Serves the files of one release, each compared with its hash before it is used. The server puts `RELEASE` before this file:
 * `{id, number, files: {path: sha256 hex}, core: [path], worker: [path], shell: path}`. Nothing of the interface for data is ever kept here.
 */

/** The types of this scope are not those of a page. @type {any} */
const scope = self;

const PREFIX = 'recul-release-';
const CACHE = PREFIX + RELEASE.id;
const SHELL_PATHS = ['/creer', '/ouvrir'];

/** @param {ArrayBuffer} bytes @returns {Promise<string>} */
async function hexHash(bytes) {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/**
 * A response whose bytes are those of the release.
 * @param {Response} response @param {string} path @returns {Promise<Response|null>} null for any other bytes
 */
async function verified(response, path) {
  const bytes = await response.arrayBuffer();
  if (!response.ok || await hexHash(bytes) !== RELEASE.files[path]) return null;
  return new Response(bytes, { status: 200, headers: response.headers });
}

/**
 * The pages and files of the door, kept at once. The views of an open notebook come when one opens, the meter and the lists of names when
 * they are wanted; each is kept from its first use on.
 * @returns {string[]}
 */
function shellPaths() {
  const pages = [RELEASE.shell, ...SHELL_PATHS].filter((path) => path in RELEASE.files);
  return [...pages, ...RELEASE.core];
}

/** Tells every page that the code is not the one announced. */
async function raiseAlarm() {
  const pages = await scope.clients.matchAll({ type: 'window', includeUncontrolled: true });
  for (const page of pages) page.postMessage({ alarm: 'code' });
}

/** @param {Cache} cache @param {string} path */
async function store(cache, path) {
  // what the page has just fetched is good enough once its hash is right; anything else is asked for again
  const response = await verified(await fetch(path, { cache: 'force-cache', redirect: 'error' }), path)
    ?? await verified(await fetch(path, { cache: 'no-cache', redirect: 'error' }), path);
  if (response === null) {
    await raiseAlarm();
    throw new TypeError(`altered: ${path}`);
  }
  await cache.put(path, response);
}

async function install() {
  const cache = await caches.open(CACHE);
  await Promise.all(shellPaths().map((path) => store(cache, path)));
  // the first release takes the page at once; a later one waits until every page of the old one is closed
  if (!scope.registration.active) await scope.skipWaiting();
}

async function activate() {
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name.startsWith(PREFIX) && name !== CACHE).map((name) => caches.delete(name)));
  await scope.clients.claim();
}

/** The path of the listed file that answers a request, or null when it is none of ours. @param {Request} request @returns {string|null} */
function pathOf(request) {
  const { pathname } = new URL(request.url);
  if (request.mode === 'navigate' && (pathname === RELEASE.shell || pathname.startsWith(`${RELEASE.shell}/`))) return RELEASE.shell;
  if (request.mode === 'navigate') return SHELL_PATHS.includes(pathname) && pathname in RELEASE.files ? pathname : null;
  return pathname in RELEASE.files && pathname !== '/sw.js' ? pathname : null;
}

/** Bytes kept by an earlier visit are compared again: what is served is always what was listed. @param {string} path */
async function serve(path) {
  const cache = await caches.open(CACHE);
  const kept = await cache.match(path);
  const response = kept && await verified(kept, path);
  if (response) return response;
  await store(cache, path);
  return /** @type {Promise<Response>} */ (cache.match(path));
}

scope.addEventListener('install', (/** @type {any} */ event) => event.waitUntil(install()));
scope.addEventListener('activate', (/** @type {any} */ event) => event.waitUntil(activate()));
scope.addEventListener('message', (/** @type {any} */ event) => { if (event.data?.claim) event.waitUntil(scope.clients.claim()); });
scope.addEventListener('fetch', (/** @type {any} */ event) => {
  const { request } = event;
  const path = request.method === 'GET' && new URL(request.url).origin === scope.location.origin ? pathOf(request) : null;
  if (path !== null) event.respondWith(serve(path).catch(() => Response.error()));
});
