/** The whole application: which view is shown, for which phase of the notebook, at which place. */

import { html, keyed, nothing } from '../ui/lit.js';
import { t } from '../ui/translate.js';
import { View } from '../ui/view.js';
import { invitation, rememberInvitation } from '../ui/invitation.js';
import { erasedPage } from './erased.js';
import './alarm-view.js';
import './arrival-view.js';
import './create-space.js';
import './groups/join-view.js';
import './places.js';
import './recover-view.js';
import './sign-in.js';
import './state-line.js';
import './unlock-view.js';

/** @typedef {import('../ui/navigation.js').Navigation} Navigation */

/** Views where the navigation recedes, because one is writing or doing one thing. */
const ALONE = new Set(['texte', 'versions', 'phrase', 'fiche', 'compromis', 'partager', 'verifier', 'rejoindre', 'groupe-creer']);

export class AppElement extends View {
  static properties = { navigation: { attribute: false }, erased: { state: true }, views: { state: true } };

  static follows = ['phase-changed', 'alarm-raised'];

  constructor() {
    super();
    /** @type {Navigation} */
    this.navigation = /** @type {any} */ (undefined);
    /** The door last shown stays while the notebook is opening, with what was typed in it. */
    this.lastDoor = 'closed';
    this.shown = '';
    /** @type {typeof import('./views.js')|null} what an open notebook shows: loaded when one opens, never for a visit to the door */
    this.views = null;
    /** @type {string|undefined} */
    this.lastPhase = undefined;
    /** @type {Record<string, number>|null} rows erased with the account */
    this.erased = null;
  }

  connectedCallback() {
    super.connectedCallback();
    if (location.pathname === '/carnet/rejoindre') rememberInvitation(location);
    addEventListener('pagehide', () => { void this.settleWriting(); });
    this.addEventListener('leaving-begun', (event) => { void this.followLeaving(/** @type {CustomEvent} */ (event).detail); });
    this.addEventListener('erasing-begun', (event) => { void this.showErased(/** @type {CustomEvent} */ (event).detail); });
  }

  /** @param {Map<PropertyKey, unknown>} changed */
  willUpdate(changed) {
    super.willUpdate(changed);
    if (changed.has('navigation') && this.navigation) {
      this.navigation.addEventListener('moved', () => this.requestUpdate());
    }
    const phase = this.notebook?.phase;
    if (phase === 'opening' || phase === 'open') void this.loadViews();
    const wasOpen = this.lastPhase === 'open';
    this.lastPhase = phase;
    if (phase === 'absent' || phase === 'closed') this.lastDoor = phase;
    if (phase === 'open' && this.navigation.place.view === 'creer') this.navigation.replace('aujourdhui');
    if (phase === 'open' && this.navigation.place.view === 'secours') this.navigation.replace('aujourdhui');
    if (phase === 'open' && !wasOpen && invitation() !== null) this.navigation.replace('rejoindre');
  }

  /**
   * Loads the views while the passphrase is being stretched; the service worker keeps them, so that they open without network later.
   * A network lost at that very moment is asked again at the next news.
   */
  async loadViews() {
    const views = this.views ?? await import('./views.js').catch(() => null);
    if (views !== this.views) this.views = views;
  }

  render() {
    if (!this.notebook || !this.navigation) return nothing;
    if (this.erased) return erasedPage(this.erased);
    if (this.notebook.alarm) return html`<recul-alarm .notebook=${this.notebook}></recul-alarm>`;
    if (this.notebook.phase === 'starting') return html`<main class="page door"><p class="name">Recul</p></main>`;
    if (this.notebook.phase !== 'open') return this.renderDoor();
    if (this.notebook.pendingState) return html`<recul-arrival .notebook=${this.notebook}></recul-arrival>`;
    return this.renderOpen();
  }

  renderDoor() {
    const { view } = this.navigation.place;
    const props = { notebook: this.notebook, navigation: this.navigation };
    if (view === 'creer') return html`<recul-create-space .notebook=${props.notebook} .navigation=${props.navigation}></recul-create-space>`;
    if (view === 'rejoindre') return html`<recul-join .notebook=${props.notebook} .navigation=${props.navigation}></recul-join>`;
    if (view === 'secours') return html`<recul-recover .notebook=${props.notebook} .navigation=${props.navigation}></recul-recover>`;
    if (this.lastDoor === 'absent') return html`<recul-sign-in .notebook=${props.notebook}></recul-sign-in>`;
    return html`<recul-unlock .notebook=${props.notebook} .navigation=${props.navigation} .told=${this.refusal}></recul-unlock>`;
  }

  renderOpen() {
    const { place } = this.navigation;
    const alone = ALONE.has(place.view);
    return html`
      <a class="skip" href="#page" @click=${this.skipToPage}>${t('app.skip')}</a>
      <header class="top">
        <recul-state-line .notebook=${this.notebook} .navigation=${this.navigation}></recul-state-line>
        ${alone
    ? html`<a class="word plain only-phone" href=${this.wayBack(place.view)}>${t('app.done')}</a>`
    : html`<button class="word plain only-phone" type="button" @click=${this.closeNotebook}>${t('app.close')}</button>`}
      </header>
      <recul-places .view=${place.view} .alone=${alone} .back=${this.wayBack(place.view)} @closing-asked=${this.closeNotebook}></recul-places>
      ${this.views ? keyed(place.view + place.id + place.revision, this.views.viewAt(place, this.notebook, this.navigation))
    : html`<main id="page" class="page"></main>`}`;
  }

  /** @param {string} view @returns {string} where « Terminer » goes */
  wayBack(view) {
    if (view === 'versions') return `/carnet/texte#${this.navigation.place.id}`;
    if (view === 'partager') return `/carnet/texte#${this.navigation.place.id}`;
    if (['verifier', 'rejoindre', 'groupe-creer'].includes(view)) return '/carnet/groupe';
    return view === 'texte' ? '/carnet' : '/carnet/moi';
  }

  /** A place one arrives at starts at its top, its heading read first. */
  updated() {
    const { place } = this.navigation ?? {};
    const arrived = `${this.notebook?.phase} ${place?.view} ${place?.id}`;
    if (!place || arrived === this.shown || (this.notebook?.phase === 'open' && !this.views)) return;
    const first = this.shown === '';
    this.shown = arrived;
    if (this.notebook.phase !== 'open' || first) return;
    scrollTo(0, 0);
    requestAnimationFrame(() => this.focusHeading());
  }

  focusHeading() {
    if (this.contains(document.activeElement) && document.activeElement?.matches('input, textarea, [contenteditable]')) return;
    const heading = this.querySelector('main h1');
    if (!(heading instanceof HTMLElement)) return;
    heading.tabIndex = -1;
    heading.focus();
  }

  /** @param {Event} event */
  skipToPage(event) {
    event.preventDefault();
    const page = this.querySelector('main');
    if (!page) return;
    page.tabIndex = -1;
    page.focus();
  }

  /** What is being typed is kept before anything closes. */
  async settleWriting() {
    const written = [...this.querySelectorAll('recul-blank-line, recul-entry-page')];
    await Promise.all(written.map((element) => /** @type {import('./entry-page.js').EntryPageElement} */ (element).settle()));
  }

  /** The next opening begins at today's page, not where one left. @param {Promise<unknown>} leaving */
  async followLeaving(leaving) {
    await this.attempt(() => leaving);
    this.navigation.replace('aujourdhui');
  }

  /** @param {Promise<Record<string, number>>} erasing */
  async showErased(erasing) {
    await erasing.then((counts) => { this.erased = counts; }, () => undefined);
  }

  async closeNotebook() {
    await this.settleWriting();
    await this.attempt(() => this.notebook.close());
    this.navigation.replace('aujourdhui');
  }
}

customElements.define('recul-app', AppElement);
