/**
 * The page's side of the crypto worker: one message a call, no logic. Keys never come to this side: a passphrase is stretched in a
 * throw-away worker, whose result goes to the lasting worker through a port that the page only hands over.
 */

import { scriptUrl } from './url-policy.js';

const SCRIPT = '/static/js/worker/crypto-worker.js';

/** A failure inside the worker, under its code of `docs/spec/conventions.md`; `internal` is a mistake of ours. */
export class CryptoError extends Error {
  /** @param {string} code @param {number|null} position of the first unknown recovery word */
  constructor(code, position = null) {
    super(code);
    this.name = 'CryptoError';
    this.code = code;
    this.position = position;
  }
}

function startWorker() {
  return new Worker(scriptUrl(SCRIPT), { type: 'module' });
}

/** The crypto worker. Forgetting every key is `terminate()`. */
export class CryptoClient {
  /** @type {Worker} */
  #worker;
  /** @type {Worker|null} */
  #deriver = null;
  /** @type {Map<number, {resolve: (value: any) => void, reject: (error: Error) => void}>} */
  #waiting = new Map();
  #next = 1;
  #closed = false;

  constructor() {
    this.#worker = startWorker();
    this.#worker.addEventListener('message', (event) => this.#settle(event.data));
    this.#worker.addEventListener('error', (event) => this.#hear(event));
    this.#deriver = startWorker();
  }

  /** Without a message, the script or one of its imports did not load: it is not the code of this release. @param {Event} event */
  #hear(event) {
    if (!(event instanceof ErrorEvent && event.message)) this.#abandon(new CryptoError('code'));
  }

  /** @param {{id: number, result?: any, error?: {code: string, position: number|null}}} answer */
  #settle({ id, result, error }) {
    const waiting = this.#waiting.get(id);
    this.#waiting.delete(id);
    if (error) waiting?.reject(new CryptoError(error.code, error.position));
    else waiting?.resolve(result);
  }

  /** @param {Error} error */
  #abandon(error) {
    for (const { reject } of this.#waiting.values()) reject(error);
    this.#waiting.clear();
  }

  /**
   * Asks the worker for one thing.
   * @param {string} verb @param {any} [args] @param {Transferable[]} [transfer] @returns {Promise<any>} @throws {CryptoError}
   */
  call(verb, args, transfer = []) {
    // a worker that was ended answers nothing: whoever still waits for the network must not wait for it too
    if (this.#closed) return Promise.reject(new CryptoError('closed'));
    const id = this.#next++;
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      this.#worker.postMessage({ id, verb, args }, transfer);
    });
  }

  /**
   * Stretches a passphrase; the lasting worker keeps the result under `name` until it is used.
   * @param {'current'|'next'} name
   * @param {{passphrase: string, login: string, salt: Uint8Array, kdf_id: number, least_kdf_id: number}} secret
   * @returns {Promise<string>} `auth`, base64, which is for the server @throws {CryptoError}
   */
  async derive(name, secret) {
    if (this.#closed) throw new CryptoError('closed');
    const deriver = this.#deriver ?? startWorker();
    this.#deriver = null;
    const { port1, port2 } = new MessageChannel();
    const taken = this.call('takeDerived', { name, port: port2 }, [port2]);
    const failed = new Promise((_, reject) => { deriver.addEventListener('error', () => reject(new CryptoError('code'))); });
    deriver.postMessage({ verb: 'derive', args: { ...secret, port: port1 } }, [port1]);
    try {
      return await Promise.race([taken, failed]);
    } finally {
      deriver.terminate();
    }
  }

  /** Forgets every key. Calls under way are rejected with `closed`. */
  terminate() {
    this.#closed = true;
    this.#worker.terminate();
    this.#deriver?.terminate();
    this.#abandon(new CryptoError('closed'));
  }
}
