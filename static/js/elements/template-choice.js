/** The templates, folded: those that ship, with what each is for and how long it takes; then one's own. Tells `template-chosen` with one. */

import { TEMPLATES } from '../domain/templates.js';
import { html, nothing } from '../ui/lit.js';
import { purposeOf, shippedTemplate, timeWords } from '../ui/reflection.js';
import { t } from '../ui/translate.js';
import { trouble } from '../ui/trouble.js';
import { View } from '../ui/view.js';

/** @typedef {import('../worker/templates.js').OwnTemplate} OwnTemplate */

export class TemplateChoiceElement extends View {
  static properties = { own: { state: true }, unfolded: { state: true } };

  constructor() {
    super();
    /** @type {OwnTemplate[]} */
    this.own = [];
    this.unfolded = false;
  }

  /** One's own are read when one looks. @param {{target: HTMLDetailsElement}} event */
  async look({ target }) {
    this.unfolded = target.open;
    if (target.open) await this.attempt(async () => { this.own = await this.notebook.templates(); });
  }

  /** @param {import('../domain/sheets.js').Template} template */
  choose(template) {
    /** @type {HTMLDetailsElement} */ (this.querySelector('details')).open = false;
    this.tell('template-chosen', template);
  }

  render() {
    return html`<details @toggle=${this.look}><summary><span>${t('templates.title')}</span></summary>${this.unfolded ? this.renderList() : nothing}</details>`;
  }

  renderList() {
    return html`<p class="note">${t('templates.note')}</p>${trouble(this.refusal)}
      <ul class="templates">${TEMPLATES.map(({ id, minutes }) => html`<li><button class="word" type="button" @click=${() => this.choose(shippedTemplate(id))}>${shippedTemplate(id).name}</button>
        <span class="note">${purposeOf(id)} <span class="time">${timeWords(minutes)}</span></span></li>`)}</ul>
      ${this.own.length === 0 ? nothing : html`<p class="label">${t('templates.mine')}</p><ul class="templates" translate="no">${this.own.map((template) => html`<li>
        <button class="word" type="button" @click=${() => this.choose(template)}>${template.name}</button></li>`)}</ul>`}
      <p class="words"><a class="word" href="/carnet/modeles">${t('templates.toMine')}</a></p>`;
  }
}

customElements.define('recul-template-choice', TemplateChoiceElement);
