/** What every element that shows decrypted data shares: light DOM, the notebook's news, and refusals said in words. */

import { RefusalError } from '../session/refusal.js';
import { LitElement } from './lit.js';
import { language } from './translate.js';

/** @typedef {import('../session/notebook.js').Notebook} Notebook */

export class View extends LitElement {
  /** @type {import('./lit.js').PropertyDeclarations} */
  static properties = {
    notebook: { attribute: false },
    navigation: { attribute: false },
    refusal: { state: true },
    busy: { state: true },
  };

  /** The notebook's events after which this view is drawn again. @type {string[]} */
  static follows = [];

  constructor() {
    super();
    /** @type {Notebook} */
    this.notebook = /** @type {any} */ (undefined);
    /** @type {import('./navigation.js').Navigation} only where one goes on from */
    this.navigation = /** @type {any} */ (undefined);
    /** @type {RefusalError|null} what the last act ran into */
    this.refusal = null;
    /** @type {boolean} an act is under way */
    this.busy = false;
    /** @type {AbortController|null} */
    this.following = null;
  }

  createRenderRoot() {
    return this;
  }

  connectedCallback() {
    super.connectedCallback();
    this.classList.add('view');
    if (this.notebook) this.follow();
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.following?.abort();
    this.following = null;
  }

  /** Draws this view again whenever the notebook or the language says so, until it leaves the page. */
  follow() {
    this.following?.abort();
    this.following = new AbortController();
    const { signal } = this.following;
    const { follows } = /** @type {typeof View} */ (this.constructor);
    const draw = () => this.requestUpdate();
    language.addEventListener('language-changed', draw, { signal });
    for (const name of follows) this.notebook.addEventListener(name, draw, { signal });
  }

  /** Called once, when this view was drawn for the first time: the moment to ask the notebook for more. */
  arrive() {}

  firstUpdated() {
    void this.updateComplete.then(() => this.arrive());
  }

  /** @param {Map<PropertyKey, unknown>} changed */
  willUpdate(changed) {
    if (changed.has('notebook') && this.notebook && this.isConnected) this.follow();
  }

  /**
   * Does what a person asked, once at a time. A refusal is kept to be shown; anything else is a mistake of ours and passes.
   * @template T @param {() => Promise<T>} act @returns {Promise<T|undefined>}
   */
  async attempt(act) {
    if (this.busy) return undefined;
    this.busy = true;
    this.refusal = null;
    try {
      return await act();
    } catch (error) {
      if (!(error instanceof RefusalError)) throw error;
      this.refusal = error;
      return undefined;
    } finally {
      this.busy = false;
    }
  }

  /** Goes on after an act that was done, unless the person went elsewhere meanwhile. @param {string} view @param {string} [id] */
  goOn(view, id) {
    if (this.refusal === null && !this.busy && this.isConnected) this.navigation.go(view, id);
  }

  /** Takes the keyboard where the page goes on, once what was pressed is gone. @param {string} selector */
  async thenFocus(selector) {
    await this.updateComplete;
    const next = /** @type {HTMLElement|null} */ (this.querySelector(selector));
    if (next && next.tabIndex < 0) next.tabIndex = -1;
    next?.focus();
  }

  /** Tells the parent what happened. @param {string} name in the past tense @param {unknown} [detail] */
  tell(name, detail) {
    this.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true }));
  }
}
