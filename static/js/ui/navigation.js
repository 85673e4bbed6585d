/**
 * Where the person is. A place is a word of ours in the path; the id of a text stands in the fragment, which browsers never send.
 * Nothing a person wrote is ever part of an address.
 */

/** @typedef {{view: string, id: string|null, revision: number|null}} Place */

const ROOT = '/carnet';

/** Reads an address. @param {{pathname: string, hash: string}} address @returns {Place} */
export function placeOf({ pathname, hash }) {
  const view = pathname === '/creer' ? 'creer' : pathname.slice(ROOT.length + 1) || 'aujourdhui';
  const [, id, revision] = /^#([0-9a-f]{32})(?:\.(\d+))?$/.exec(hash) ?? [];
  return { view, id: id ?? null, revision: revision ? Number(revision) : null };
}

/** Writes an address. @param {string} view @param {string} [id] hexadecimal @param {number} [revision] @returns {string} */
export function addressOf(view, id, revision) {
  const path = view === 'aujourdhui' ? ROOT : view === 'creer' ? '/creer' : `${ROOT}/${view}`;
  return path + (id ? `#${id}${revision === undefined ? '' : `.${revision}`}` : '');
}

/** Where one is, and how one goes elsewhere without loading a page. Tells `moved`. */
export class Navigation extends EventTarget {
  constructor() {
    super();
    this.place = placeOf(location);
    addEventListener('popstate', () => this.#arrive());
    addEventListener('hashchange', () => this.#arrive());
    document.addEventListener('click', (event) => this.#followLink(event));
  }

  /** @param {string} view @param {string} [id] @param {number} [revision] */
  go(view, id, revision) {
    history.pushState(null, '', addressOf(view, id, revision));
    this.#arrive();
  }

  /** Takes the place of the page one is on, so that going back does not return to it. @param {string} view @param {string} [id] */
  replace(view, id) {
    history.replaceState(null, '', addressOf(view, id));
    this.#arrive();
  }

  #arrive() {
    this.place = placeOf(location);
    this.dispatchEvent(new Event('moved'));
  }

  /** @param {MouseEvent} event */
  #followLink(event) {
    if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey) return;
    const link = event.target instanceof Element ? event.target.closest('a') : null;
    if (!link || link.origin !== location.origin || link.target) return;
    if (link.pathname !== ROOT && !link.pathname.startsWith(`${ROOT}/`)) return;
    event.preventDefault();
    history.pushState(null, '', link.pathname + link.hash);
    this.#arrive();
  }
}
