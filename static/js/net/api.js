/**
 * The only door to the network. Moves JSON and opaque frames; knows paths and error codes, never a key or a word.
 * Interface: docs/spec/http-api.md.
 */

const ROOT = '/api/v1';
const FRAMES = 'application/vnd.recul.frames';

/** A request that did not succeed. `code` is one of http-api.md §1, or `offline` (no answer), or `halted` (after an alarm). */
export class ApiError extends Error {
  /** @param {string} code @param {number} status 0 when nothing came back @param {number|null} retryAfter seconds */
  constructor(code, status = 0, retryAfter = null) {
    super(code);
    this.name = 'ApiError';
    this.code = code;
    this.status = status;
    this.retryAfter = retryAfter;
  }
}

/** A lost compare-and-swap: `links` are the frames that follow the head the client named. */
export class StaleHeadError extends ApiError {
  /** @param {Uint8Array} links */
  constructor(links) {
    super('stale-head', 409);
    this.name = 'StaleHeadError';
    this.links = links;
  }
}

/** @param {Response} response @returns {Promise<ApiError>} */
async function readError(response) {
  if ((response.headers.get('Content-Type') ?? '').startsWith(FRAMES)) {
    return new StaleHeadError(new Uint8Array(await response.arrayBuffer()));
  }
  const answer = await response.json().catch(() => ({}));
  const code = typeof answer.error === 'string' ? answer.error : 'server';
  return new ApiError(code, response.status, Number(answer.retry_after) || null);
}

/** Talks to the server that served this page, with its cookie, and nobody else. */
export class Api {
  #stopped = new AbortController();

  /** After an alarm nothing more is sent: what is in flight is aborted, what follows is refused with `halted`. */
  halt() {
    this.#stopped.abort();
  }

  /** The person chose a way out of the alarm. */
  resume() {
    this.#stopped = new AbortController();
  }

  /**
   * @param {string} path under /api/v1 @param {RequestInit} [options]
   * @returns {Promise<Response>} a response with a status in 200–299, or 304 @throws {ApiError}
   */
  async #send(path, options = {}) {
    const { signal } = this.#stopped;
    if (signal.aborted) throw new ApiError('halted');
    /** @type {Response} */
    let response;
    try {
      response = await fetch(ROOT + path, { credentials: 'same-origin', redirect: 'error', cache: 'no-store', signal, ...options });
    } catch {
      throw new ApiError(signal.aborted ? 'halted' : 'offline');
    }
    if (!response.ok && response.status !== 304) throw await readError(response);
    return response;
  }

  /** @param {string} method @param {string} path @param {unknown} [body] @returns {Promise<any>} the JSON answer, or null */
  async json(method, path, body) {
    const options = body === undefined ? { method } : {
      method, body: JSON.stringify(body), headers: { 'Content-Type': 'application/json' },
    };
    const response = await this.#send(path, options);
    return response.headers.get('Content-Length') === '0' || response.status === 204 ? null : this.#read(response);
  }

  /** @param {Response} response @returns {Promise<any>} what is not JSON, or was cut, is no answer */
  #read(response) {
    return response.json().catch(() => { throw new ApiError('offline'); });
  }

  /** @param {string} path @param {Uint8Array} frames @param {Record<string, string>} headers @returns {Promise<Response>} */
  #post(path, frames, headers) {
    const body = /** @type {BodyInit} */ (/** @type {unknown} */ (frames));
    return this.#send(path, { method: 'POST', body, headers: { 'Content-Type': FRAMES, ...headers } });
  }

  /**
   * Streams frames to a reader, chunk by chunk, in order.
   * @param {Response} response @param {(chunk: Uint8Array) => Promise<void>} read
   */
  async #stream(response, read) {
    const reader = /** @type {ReadableStream<Uint8Array>} */ (response.body).getReader();
    for (;;) {
      const { done, value } = await reader.read().catch(() => { throw new ApiError('offline'); });
      if (done) return;
      await read(value);
    }
  }

  /** Sends `{login}` and gets `{kdf_id, salt}`. @param {string} login */
  prelogin(login) { return this.json('POST', '/prelogin', { login }); }

  /** @param {object} registration */
  createAccount(registration) { return this.json('POST', '/accounts', registration); }

  /** @param {{login: string, auth: string, device_label: string}} proof */
  signIn(proof) { return this.json('POST', '/sessions', proof); }

  /** @param {{login: string, recovery_auth: string, device_label: string}} proof */
  recover(proof) { return this.json('POST', '/recoveries', proof); }

  /** The account's `Keys`. */
  account() { return this.json('GET', '/account'); }

  /** @param {object} change */
  changePassphrase(change) { return this.json('PUT', '/account/passphrase', change); }

  /** @param {Uint8Array} frames @param {string} keysB64 the JSON part, base64 */
  async rekey(frames, keysB64) {
    return this.#read(await this.#post('/account/rekey', frames, { 'Recul-Keys': keysB64 }));
  }

  /** @param {string} auth base64 */
  deleteAccount(auth) { return this.json('POST', '/account/deletion', { auth }); }

  rows() { return this.json('GET', '/account/rows'); }

  sessions() { return this.json('GET', '/sessions'); }

  /** @param {string} id */
  cutSession(id) { return this.json('DELETE', `/sessions/${encodeURIComponent(id)}`); }

  status() { return this.json('GET', '/status'); }

  /**
   * The cheap "anything new?". The head comes back in base64.
   * @param {string} chain @param {string|null} known head, hexadecimal
   * @returns {Promise<null|{seq: number, head: string, checkpoint_seq: number|null, objects: number, bytes: number}>} null when unchanged
   */
  async head(chain, known) {
    const headers = /** @type {Record<string, string>} */ (known ? { 'If-None-Match': `'${known}'` } : {});
    const response = await this.#send(`/chains/${chain}/head`, { headers });
    return response.status === 304 ? null : this.#read(response);
  }

  /** @param {string} chain @param {number} after @param {(chunk: Uint8Array) => Promise<void>} read */
  async links(chain, after, read) {
    await this.#stream(await this.#send(`/chains/${chain}/links?after=${after}`), read);
  }

  /** @param {string} chain @param {(chunk: Uint8Array) => Promise<void>} read */
  async start(chain, read) {
    await this.#stream(await this.#send(`/chains/${chain}/start`), read);
  }

  /** @param {string} chain @param {number} after @param {(chunk: Uint8Array) => Promise<void>} read */
  async objects(chain, after, read) {
    await this.#stream(await this.#send(`/chains/${chain}/objects?after=${after}`), read);
  }

  /** @param {string} chain @param {Uint8Array} hashes joined body hashes @param {(chunk: Uint8Array) => Promise<void>} read */
  async fetchObjects(chain, hashes, read) {
    const path = `/chains/${chain}/objects/fetch`;
    const body = /** @type {BodyInit} */ (/** @type {unknown} */ (hashes));
    await this.#stream(await this.#send(path, { method: 'POST', body, headers: { 'Content-Type': 'application/octet-stream' } }), read);
  }

  /** @param {string} chain @param {(chunk: Uint8Array) => Promise<void>} read */
  async wraps(chain, read) {
    await this.#stream(await this.#send(`/chains/${chain}/wraps`), read);
  }

  /**
   * Appends links and their bodies in one transaction.
   * @param {string} chain @param {Uint8Array} frames @param {string} head `<seq>:<hex head>` the append builds on
   * @returns {Promise<{seq: number, head: string}>} @throws {StaleHeadError}
   */
  async append(chain, frames, head) {
    return this.#read(await this.#post(`/chains/${chain}/links`, frames, { 'Recul-Head': head }));
  }

  /** Begins a group. @param {Uint8Array} frames its epoch box and link 0 @returns {Promise<{seq: number, head: string}>} */
  async createGroup(frames) {
    return this.#read(await this.#post('/groups', frames, {}));
  }

  /** My epoch boxes after a place, and the standing wraps. @param {string} chain @param {number} after @param {(chunk: Uint8Array) => Promise<void>} read */
  async epochs(chain, after, read) {
    await this.#stream(await this.#send(`/chains/${chain}/epochs?after=${after}`), read);
  }

  /** Wake-ups, until the server or `signal` ends them. @param {AbortSignal} signal @param {(chunk: Uint8Array) => Promise<void>} read */
  async events(signal, read) {
    await this.#stream(await this.#send('/events', { signal: AbortSignal.any([signal, this.#stopped.signal]) }), read);
  }
}
