/**
 * Wake-ups: word that something changed, and nothing else (docs/spec/group-http.md §4). Without them everything is found by asking now
 * and then.
 */

/** @typedef {import('../../net/api.js').Api} Api */
/** @typedef {{chain_id?: string, invitation_id?: string}} Subject hexadecimal */

const AGAIN_MS = 30_000;
const DATA = 'data: ';

/**
 * The lines of a stream of events.
 * @param {() => void} begin called with its first bytes: what comes later is heard of
 * @param {(subject: Subject) => void} hear @returns {(chunk: Uint8Array) => Promise<void>}
 */
function lineReader(begin, hear) {
  const decoder = new TextDecoder();
  let rest = '';
  let begun = false;
  return async (chunk) => {
    if (!begun) begin();
    begun = true;
    const lines = (rest + decoder.decode(chunk, { stream: true })).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) if (line.startsWith(DATA)) hear(JSON.parse(line.slice(DATA.length)));
  };
}

/** One stream while it is wanted, opened again when it ends: at once after a long life, otherwise after a while. */
export class Wakes {
  #begin;
  #hear;
  /** @type {AbortController|null} */
  #stopping = null;
  /** @type {ReturnType<typeof setTimeout>|undefined} */
  #again;

  /**
   * @param {() => void} begin a stream is open: what changed before is nowhere announced, and is to be asked for
   * @param {(subject: Subject) => void} hear
   */
  constructor(begin, hear) {
    this.#begin = begin;
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
    const since = Date.now();
    try {
      await api.events(stopping.signal, lineReader(this.#begin, this.#hear));
    } catch (error) {
      if (/** @type {{code?: string}} */ (error).code === undefined) throw error;
    }
    if (this.#stopping !== stopping) return;
    const pause = Math.max(0, since + AGAIN_MS - Date.now());
    this.#again = setTimeout(() => { void this.#listen(api, stopping); }, pause);
  }
}
