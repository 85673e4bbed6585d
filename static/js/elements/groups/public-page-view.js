/** The group's public page: the only words of a group that the server can read. */

import { areaField, valueOf } from '../../ui/fields.js';
import { html, nothing } from '../../ui/lit.js';
import { bead } from '../../ui/marks.js';
import { t } from '../../ui/translate.js';
import { trouble } from '../../ui/trouble.js';
import { GroupPage } from './group-page.js';

export class PublicPageElement extends GroupPage {
  static properties = { page: { state: true }, saved: { state: true } };

  constructor() {
    super();
    /** @type {{html: string, open: boolean, address: string|null}|null} */
    this.page = null;
    this.saved = false;
  }

  async arrive() {
    if (!this.group) return;
    await this.attempt(async () => { this.page = await this.notebook.groups.presentation(this.group.id); });
  }

  /** @param {SubmitEvent} event */
  async save(event) {
    event.preventDefault();
    const form = /** @type {HTMLFormElement} */ (event.target);
    const open = /** @type {HTMLInputElement} */ (form.querySelector('#open')).checked;
    await this.attempt(async () => {
      this.page = await this.notebook.groups.savePresentation(this.group.id, { html: valueOf(form, 'text'), open });
      this.saved = true;
    });
  }

  renderGroup() {
    const { page } = this;
    return html`<form class="flow" @submit=${this.save}><div class="leaf">${bead('outside')}<h1>${t('group.page')}</h1></div><p class="note">${t('publicPage.note')}</p>${trouble(this.refusal)}
      ${page ? html`${areaField({ id: 'text', label: t('publicPage.text'), value: page.html, note: t('publicPage.tags'), rows: 12, longest: 60000 })}
        <label class="choice"><input id="open" type="checkbox" .checked=${page.open}><span>${t('publicPage.open')}</span></label>
        ${page.open && page.address ? html`<p class="note">${t('publicPage.address')} <span class="code" translate="no">${page.address}</span></p>` : nothing}
        ${this.saved ? html`<p class="note" role="status">${t('publicPage.saved')}</p>` : nothing}
        <div class="way"><button class="button full" ?disabled=${this.busy}>${t('publicPage.save')}</button></div>` : nothing}</form>`;
  }
}

customElements.define('recul-group-public', PublicPageElement);
