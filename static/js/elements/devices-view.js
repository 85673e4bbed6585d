/** The devices where this account is signed in, each of which can be cut. */

import { dayText, dayWords } from '../domain/dates.js';
import { momentWords, today } from '../ui/dates.js';
import { html, nothing } from '../ui/lit.js';
import { currentLanguage, t } from '../ui/translate.js';
import { trouble } from '../ui/trouble.js';
import { View } from '../ui/view.js';
import { heardWords } from './heard.js';

/** @typedef {{session_id: string, device_label: string, created: number, last_seen_day: number, current: boolean}} Session */

export class DevicesElement extends View {
  static follows = ['state-changed'];

  static properties = { sessions: { state: true } };

  constructor() {
    super();
    /** @type {Session[]|null} */
    this.sessions = null;
  }

  arrive() {
    void this.look();
  }

  async look() {
    await this.attempt(async () => { this.sessions = await this.notebook.sessions(); });
  }

  /** @param {string} sessionId */
  async cut(sessionId) {
    await this.attempt(() => this.notebook.cutSession(sessionId));
    if (this.refusal === null) await this.look();
  }

  render() {
    return html`<main id="page" class="page"><div class="flow"><h1>${t('me.appareils')}</h1><p class="note">${t('devices.note')}</p>${trouble(this.refusal)}
      <ul class="plain-list">${(this.sessions ?? []).map((session) => this.renderSession(session))}</ul>
      <p class="note">${t('devices.limit')} <a class="word" href="/carnet/compromis">${t('me.compromis')}</a></p>
      ${heardWords(this.notebook.heard)}</div></main>`;
  }

  /** @param {Session} session */
  renderSession(session) {
    const seen = dayWords(dayText(session.last_seen_day), today(), currentLanguage());
    return html`<li><p class="written">${session.device_label}${session.current ? html`, <em>${t('devices.this')}</em>` : nothing}</p>
      <p class="note">${t('devices.since', { moment: momentWords(session.created), day: seen })}</p>
      ${session.current ? nothing : html`<p class="words"><button class="word" type="button" @click=${() => this.cut(session.session_id)}>${t('devices.cut')}</button></p>`}</li>`;
  }
}

customElements.define('recul-devices', DevicesElement);
