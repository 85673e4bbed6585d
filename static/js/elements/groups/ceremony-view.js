/** Two people make sure, by voice, that nobody stands between them: each types the digits the other reads. */

import { html, nothing } from '../../ui/lit.js';
import { bead } from '../../ui/marks.js';
import { qrCode } from '../../ui/qr.js';
import { t } from '../../ui/translate.js';
import { trouble } from '../../ui/trouble.js';
import { View } from '../../ui/view.js';
import './qr-reader.js';

const DIGITS = 7;

export class CeremonyElement extends View {
  static properties = { invitationId: { attribute: false }, ceremony: { state: true }, inRoom: { state: true } };

  constructor() {
    super();
    /** @type {string|null} */
    this.invitationId = null;
    /** @type {any} */
    this.ceremony = null;
    this.inRoom = false;
  }

  arrive() { return this.begin(); }

  async begin() {
    const { invitationId } = this;
    if (invitationId === null) return;
    await this.attempt(async () => {
      this.ceremony = await this.notebook.groups.startCeremony(invitationId);
      this.ceremony.addEventListener('ceremony-changed', () => this.goOn());
    });
  }

  /** Another step: what one was pressing may be gone. */
  async goOn() {
    this.requestUpdate();
    await this.updateComplete;
    if (document.activeElement === document.body) void this.thenFocus('h1');
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.ceremony?.stop();
  }

  /** @param {SubmitEvent} event */
  async typeDigits(event) {
    event.preventDefault();
    const field = /** @type {HTMLInputElement} */ (this.querySelector('#digits'));
    if (field.value.replace(/\D/g, '').length !== DIGITS) { field.focus(); return; }
    await this.attempt(() => this.ceremony.typeDigits(field.value));
  }

  render() {
    const { ceremony } = this;
    const name = ceremony?.theirName ?? t('share.someone');
    return html`<main id="page" class="page between-us"><div class="flow"><div class="leaf">${bead('group')}<h1 translate="no">${ceremony?.theirName ? t('ceremony.title', { name }) : t('ceremony.titleAlone')}</h1></div>
      <p class="note">${t('ceremony.how')}</p>${trouble(this.refusal)}
      <div class="ceremony" aria-live="polite">${ceremony ? this.renderStep(ceremony, name) : html`<p class="empty">${t('act.working')}</p>`}</div></div></main>`;
  }

  /** @param {any} ceremony @param {string} name */
  renderStep(ceremony, name) {
    if (ceremony.step === 'waiting') return html`<p class="lead">${t('ceremony.waiting')}</p><p class="note">${t('ceremony.waitingNote')}</p>`;
    if (ceremony.step === 'signing') return html`<p class="lead">${t('ceremony.signing', { name })}</p>`;
    if (ceremony.step === 'joined') {
      return html`<p class="lead">${t('ceremony.joined', { name })}</p><p class="note">${t('ceremony.joinedNote')}</p>
        <p class="words"><a class="word" href="/carnet/groupe">${t('ceremony.toGroup')}</a></p>`;
    }
    if (ceremony.step === 'digits') return this.renderDigits(ceremony, name);
    return this.renderFailure(ceremony);
  }

  /** @param {any} ceremony @param {string} name */
  renderDigits(ceremony, name) {
    return html`<form @submit=${this.typeDigits}><h2 translate="no">${t('ceremony.readThis', { name })}</h2><p class="digits" translate="no" aria-label=${[...ceremony.digits].join(' ')}>${ceremony.digits.slice(0, 3)} ${ceremony.digits.slice(3, 5)} ${ceremony.digits.slice(5)}</p>
      <div class="field"><label for="digits" translate="no">${t('ceremony.typeTheirs', { name })}</label><div class="line"><input id="digits" class="digits" inputmode="numeric" autocomplete="off" maxlength="11" pattern="[0-9 ]*"></div></div>
      <p class="note" translate="no">${ceremony.side === 'facilitator' ? t('ceremony.thenReads', { name }) : t('ceremony.thenYouRead')}</p>
      ${this.inRoom ? html`<h2 class="in-room">${t('ceremony.showQr')}</h2>${qrCode(ceremony.qrText, t('ceremony.qr'))}<recul-qr-reader @qr-read=${(/** @type {CustomEvent<string>} */ { detail }) => this.attempt(() => ceremony.readQr(detail))}></recul-qr-reader>` : nothing}
      <div class="way"><button class="button" type="button" @click=${() => ceremony.stop()}>${t('ceremony.differ')}</button><button class="button full" ?disabled=${this.busy}>${t('ceremony.goOn')}</button>
        ${this.inRoom ? nothing : html`<button class="word" type="button" @click=${this.showCode}>${t('ceremony.inRoom')}</button>`}</div></form>`;
  }

  showCode() {
    this.inRoom = true;
    void this.thenFocus('.in-room');
  }

  /** @param {any} ceremony */
  renderFailure({ step, failure }) {
    return html`<div class="trouble refusal" role="alert"><p class="what">${failure === 'wrong-digits' ? t('ceremony.wrong') : t('ceremony.stopped')}</p><p class="note">${t('ceremony.wrongNote')}</p></div>
      ${step === 'pause' ? html`<p class="note">${t('ceremony.pause')}</p>` : nothing}
      <p class="words"><button class="word" type="button" @click=${() => this.begin()}>${t('ceremony.again')}</button></p>`;
  }
}

customElements.define('recul-ceremony', CeremonyElement);
