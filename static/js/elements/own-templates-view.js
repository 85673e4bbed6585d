/** Mes modèles: one's own questions, to attach to a text. What was written with them never changes. */

import { html, nothing, repeat } from '../ui/lit.js';
import { areaField, lineField, valueOf } from '../ui/fields.js';
import { bead } from '../ui/marks.js';
import { t } from '../ui/translate.js';
import { trouble } from '../ui/trouble.js';
import { View } from '../ui/view.js';

/** @typedef {import('../worker/templates.js').OwnTemplate} OwnTemplate */

export class OwnTemplatesElement extends View {
  static properties = { templates: { state: true }, refused: { state: true }, kept: { state: true } };

  static follows = ['entries-changed'];

  constructor() {
    super();
    /** @type {OwnTemplate[]} */
    this.templates = [];
    /** @type {string|null} whose form was refused, '' for the new one */
    this.refused = null;
    this.kept = false;
  }

  arrive() {
    void this.attempt(async () => { this.templates = await this.notebook.templates(); });
  }

  /** @param {SubmitEvent & {currentTarget: HTMLFormElement}} event @param {string|null} id */
  async keepTemplate(event, id) {
    event.preventDefault();
    const form = event.currentTarget;
    const key = id ?? '';
    this.kept = false;
    this.refused = key;
    await this.attempt(async () => {
      await this.notebook.keepTemplate({ id, name: valueOf(form, `name-${key}`), questions: valueOf(form, `questions-${key}`).split('\n') });
      this.templates = await this.notebook.templates();
      if (id === null) form.reset();
      this.kept = true;
    });
    if (this.refusal !== null) /** @type {HTMLElement} */ (form.querySelector(`[name="${this.refusal.code === 'no-name' ? 'name' : 'questions'}-${key}"]`)).focus();
  }

  /** @param {string} id */
  async takeAway(id) {
    this.kept = false;
    await this.attempt(async () => {
      await this.notebook.takeTemplateAway(id);
      this.templates = await this.notebook.templates();
    });
    await this.thenFocus('h1');
  }

  render() {
    return html`<main id="page" class="page"><div class="flow"><div class="leaf">${bead()}<h1>${t('ownTemplates.title')}</h1></div>
      <p class="note">${t('ownTemplates.note')}</p>${this.refused === null ? trouble(this.refusal) : nothing}<div role="status">${this.kept ? html`<p class="note strong">${t('ownTemplates.kept')}</p>` : nothing}</div>
      ${repeat(this.templates, ({ id }) => id, (template) => html`<details class="own-template"><summary><span class="word plain" translate="no">${template.name}</span></summary>
        ${this.renderForm(template)}</details>`)}
      <h2>${t('ownTemplates.new')}</h2>${this.renderForm(null)}</div></main>`;
  }

  /** @param {OwnTemplate|null} template */
  renderForm(template) {
    const key = template?.id ?? '';
    return html`<form class="flow" novalidate @submit=${(/** @type {any} */ event) => this.keepTemplate(event, template?.id ?? null)}>
      ${lineField({ id: `name-${key}`, label: t('ownTemplates.name'), value: template?.name ?? '' })}
      ${areaField({ id: `questions-${key}`, label: t('ownTemplates.questions'), value: template?.questions.join('\n') ?? '', rows: 5 })}
      ${this.refused === key ? trouble(this.refusal) : nothing}
      <p class="actions"><button class="button" aria-disabled=${this.busy ? 'true' : nothing}>${t('ownTemplates.keep')}</button>
        ${template === null ? nothing : html`<button class="word" type="button" @click=${() => this.takeAway(template.id)}>${t('ownTemplates.takeAway')}</button>`}</p></form>`;
  }
}

customElements.define('recul-own-templates', OwnTemplatesElement);
