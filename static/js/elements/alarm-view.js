/** A refusal for safety: what happened, what is safe, what to do. Nothing of the text is shown. */

import { html, nothing } from '../ui/lit.js';
import { hasSentence, t } from '../ui/translate.js';
import { trouble } from '../ui/trouble.js';
import { View } from '../ui/view.js';
import './export-form.js';

/** @typedef {import('../ui/translate.js').Sentence} Sentence */

export class AlarmElement extends View {
  static follows = ['alarm-raised'];

  arrive() {
    const heading = this.querySelector('h1');
    heading?.setAttribute('tabindex', '-1');
    heading?.focus();
  }

  /** The sentence of this alarm, or the one that fits them all. @param {'what'|'safe'|'do'} part */
  say(part) {
    const { code, detail } = this.notebook.alarm ?? {};
    const name = `alarm.${detail || code}.${part}`;
    return hasSentence(name) ? t(name) : t(`alarm.other.${part}`);
  }

  render() {
    if (!this.notebook.alarm) return nothing;
    return html`<main id="page" class="page door"><p class="name">Recul</p>
      <div class="middle"><section class="trouble refusal" role="alert"><h1 class="what">${this.say('what')}</h1>
        <p class="note">${this.say('safe')}</p><p class="note">${this.say('do')}</p>
        ${this.notebook.alarm.code === 'code' ? nothing : html`<p class="note">${t('alarm.offline')}</p>`}
        <p class="actions">${this.renderActs(this.notebook.alarm)}</p>${trouble(this.refusal)}</section>
        ${this.notebook.alarm.code === 'code' || this.notebook.phase !== 'open' ? nothing : this.renderExport()}</div>
      <footer>${t('alarm.foot')}</footer></main>`;
  }

  /** What this device keeps leaves without the server; never under altered code, which must not be given the passphrase. */
  renderExport() {
    return html`<section class="flow"><h2>${t('me.export')}</h2><p class="note">${t('alarm.export')}</p>
      <recul-export-form .notebook=${this.notebook}></recul-export-form></section>`;
  }

  /** @param {{code: string, detail: string}} alarm */
  renderActs({ code, detail }) {
    const close = html`<button class="button" type="button" @click=${() => this.attempt(() => this.notebook.close())}>${t('app.closeNotebook')}</button>`;
    const open = this.notebook.phase === 'open';
    if (!open) return html`<button class="button" type="button" @click=${() => location.reload()}>${t('alarm.reload')}</button>`;
    if (detail === 'witness') return html`${close}<button class="button" type="button" @click=${() => this.attempt(() => this.notebook.acceptShown())}>${t('alarm.acceptShown')}</button>`;
    if (code === 'rollback') return html`<button class="button" type="button" @click=${() => this.attempt(() => this.notebook.giveBack())}>${t('alarm.giveBack')}</button>${close}`;
    if (code === 'fork') return html`<button class="button" type="button" @click=${() => this.attempt(() => this.notebook.reconcile())}>${t('alarm.reconcile')}</button>${close}`;
    return close;
  }
}

customElements.define('recul-alarm', AlarmElement);
