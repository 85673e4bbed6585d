/** Keeps what is being typed: at every pause, in order, the latest last, and never two at once. */

export const PAUSE_MS = 400;
export const RETRY_MS = 5000;

/** @template T */
export class Keeper {
  /** @type {{value: T}|null} */
  #pending = null;
  /** @type {Promise<boolean>|null} */
  #writing = null;
  /** @type {ReturnType<typeof setTimeout>|undefined} */
  #timer;

  /** @param {(value: T) => Promise<void>} write keeps a value on the device @param {(error: unknown) => void} refused */
  constructor(write, refused) {
    this.write = write;
    this.refused = refused;
  }

  /** Whether something typed is not kept yet. */
  get busy() {
    return this.#pending !== null || this.#writing !== null;
  }

  /** A new value was typed. @param {T} value */
  typed(value) {
    this.#pending = { value };
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.settle(), PAUSE_MS);
  }

  /** Keeps what is pending now. @returns {Promise<void>} once nothing is left to keep, or the device refused */
  async settle() {
    clearTimeout(this.#timer);
    while (this.#writing || this.#pending) {
      this.#writing ??= this.#writePending();
      if (!(await this.#writing)) return;
    }
  }

  /** @returns {Promise<boolean>} whether it was kept; what was refused stays pending and is tried again */
  async #writePending() {
    const pending = this.#pending;
    this.#pending = null;
    try {
      if (pending) await this.write(pending.value);
      return true;
    } catch (error) {
      this.#pending ??= pending;
      this.#timer = setTimeout(() => this.settle(), RETRY_MS);
      this.refused(error);
      return false;
    } finally {
      this.#writing = null;
    }
  }
}
