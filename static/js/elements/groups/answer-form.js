/** Bringing a question or a resonance to a shared text, to all of it or to the words one selected. */

import { plainText } from '../../domain/entry.js';
import { html } from '../../ui/lit.js';
import { t } from '../../ui/translate.js';
import { trouble } from '../../ui/trouble.js';
import { View } from '../../ui/view.js';

const FORMS = /** @type {const} */ (['question', 'resonance']);

export class AnswerFormElement extends View {
  static properties = { group: { attribute: false }, share: { attribute: false }, passage: { attribute: false }, form: { state: true }, shown: { state: true } };

  constructor() {
    super();
    /** @type {any} */
    this.group = null;
    /** @type {any} */
    this.share = null;
    /** @type {{start: number, end: number}|null} */
    this.passage = null;
    /** @type {'question'|'resonance'} */
    this.form = 'question';
    this.shown = false;
  }

  /** @param {SubmitEvent} event */
  async send(event) {
    event.preventDefault();
    const field = /** @type {HTMLTextAreaElement} */ (this.querySelector('textarea'));
    const text = field.value.trim();
    if (text === '') { field.focus(); return; }
    await this.attempt(() => this.notebook.groups.answer(this.group.id, this.share.id, { form: this.form, text, passage: this.passage, named: true }));
    if (this.refusal === null) this.show(false);
  }

  /** @param {boolean} shown */
  show(shown) {
    this.shown = shown;
    void this.thenFocus(shown ? 'input[name="form"]:checked' : '.word');
  }

  render() {
    if (!this.shown) return html`<p class="words"><button class="word" type="button" @click=${() => this.show(true)}>${t('share.answer')}</button></p>`;
    return html`<form class="flow" @submit=${this.send}>
      <fieldset class="field"><legend>${t('share.answerForm')}</legend><div class="choices">${FORMS.map((form) => html`<label class="choice"><input type="radio" name="form" .checked=${this.form === form}
        @change=${() => { this.form = form; }}><span>${t(`share.${form}`)}</span></label>`)}</div></fieldset>
      <p class="note" translate="no">${this.passage ? t('share.passageUse', { words: plainText(this.share.body).slice(this.passage.start, this.passage.end) }) : t('share.passageWhole')}</p>
      <div class="field"><label for="answer-text">${t('share.answerText')}</label><div class="line"><textarea id="answer-text" rows="3" spellcheck="false"
        aria-describedby="answer-hint"></textarea></div><p class="note" id="answer-hint">${t(`share.answerHint.${this.form}`)}</p></div>
      ${trouble(this.refusal)}
      <div class="actions"><button class="button full">${t('share.answerSend')}</button>
        <button class="button" type="button" @click=${() => this.show(false)}>${t('act.cancel')}</button></div></form>`;
  }
}

customElements.define('recul-answer-form', AnswerFormElement);
