/** A device that remembers nothing shows the state it was given, and waits for a yes before it writes anything. */

import { dateOf } from '../ui/dates.js';
import { html, nothing } from '../ui/lit.js';
import { bead } from '../ui/marks.js';
import { t } from '../ui/translate.js';
import { trouble } from '../ui/trouble.js';
import { View } from '../ui/view.js';

export class ArrivalElement extends View {
  arrive() {
    const heading = this.querySelector('h1');
    heading?.setAttribute('tabindex', '-1');
    heading?.focus();
  }

  async accept() {
    await this.attempt(() => this.notebook.acceptState());
    if (this.refusal === null) this.tell('state-accepted');
  }

  async refuse() {
    await this.attempt(() => this.notebook.refuseState());
    if (this.refusal === null) this.tell('state-refused');
  }

  /** « État du 21 novembre, 214 textes. » */
  sentence() {
    const { lastEdited, texts } = this.notebook.pendingState ?? { lastEdited: 0, texts: 0 };
    if (texts === 0) return t('arrival.empty');
    if (lastEdited === 0) return t('arrival.undated', { texts });
    return t(texts === 1 ? 'arrival.one' : 'arrival.many', { date: dateOf(lastEdited), texts });
  }

  render() {
    const open = this.notebook.phase === 'open';
    return html`<main id="page" class="page door"><p class="name">Recul</p>
      <div class="middle">
        <div class="leaf">${bead()}<h1>${this.sentence()}</h1><p class="note">${t('arrival.means')}</p></div>
        <p class="note">${t('arrival.tooOld')}</p>
        <p><button class="button full" type="button" aria-disabled=${this.busy ? 'true' : nothing} @click=${this.accept}>${t('arrival.yes')}</button></p>
        <p class="words">${open ? html`<button class="word" type="button" @click=${() => this.attempt(() => this.notebook.close())}>${t('app.closeNotebook')}</button>` : nothing}
          <button class="word grave" type="button" aria-describedby="arrival-no" @click=${this.refuse}>${t('arrival.no')}</button></p>
        <p class="note" id="arrival-no">${t('arrival.noNote')}</p>
        ${trouble(this.refusal)}
      </div>
      <footer>${t('arrival.foot')}</footer></main>`;
  }
}

customElements.define('recul-arrival', ArrivalElement);
