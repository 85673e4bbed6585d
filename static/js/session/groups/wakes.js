/** Wake-ups: word that something changed, and nothing else. Without them everything is found by asking now and then. */

/** @typedef {import('../../net/api.js').Api} Api */
/** @typedef {{chain_id?: string, invitation_id?: string}} Subject hexadecimal */

const AGAIN_MS = 30_000;
const DATA = 'data: ';

/** The lines of a stream of events. @param {(subject: Subject) => void} hear @returns {(chunk: Uint8Array) => Promise<void>} */
function lineReader(hear) {
  const decoder = new TextDecoder();
  let rest = '';
  return async (chunk) => {
    const lines = (rest + decoder.decode(chunk, { stream: true })).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) if (line.startsWith(DATA)) hear(JSON.parse(line.slice(DATA.length)));
  };
}

/** One stream while it is wanted, opened again after a while when it ends. */
export class Wakes {
  #hear;
  /** @type {AbortController|null} */
  #stopping = null;
  /** @type {ReturnType<typeof setTimeout>|undefined} */
  #again;

  /** @param {(subject: Subject) => void} hear */
  constructor(hear) {
    this.#hear = hear;
  }

  /** @param {Api} api */
  start(api) {
    if (this.#stopping) return;
    this.#stopping = new AbortController();
    void this.#listen(api, this.#stopping);
  }

  stop() {
    this.#stopping?.abort();
    this.#stopping = null;
    clearTimeout(this.#again);
  }

  /** @param {Api} api @param {AbortController} stopping */
  async #listen(api, stopping) {
    try {
      await api.events(stopping.signal, lineReader(this.#hear));
    } catch (error) {
      if (/** @type {{code?: string}} */ (error).code === undefined) throw error;
    }
    if (this.#stopping !== stopping) return;
    this.#again = setTimeout(() => { void this.#listen(api, stopping); }, AGAIN_MS);
  }
}
