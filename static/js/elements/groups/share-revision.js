/** Taking a passage back: the words without it take the place of what was shared. */

import { html } from '../../ui/lit.js';
import { t } from '../../ui/translate.js';
import { trouble } from '../../ui/trouble.js';
import { View } from '../../ui/view.js';
import '../entry-editor.js';

export class ShareRevisionElement extends View {
  static properties = { group: { attribute: false }, share: { attribute: false } };

  constructor() {
    super();
    /** @type {any} */
    this.group = null;
    /** @type {any} */
    this.share = null;
    /** @type {any} the body as it stands here, null until it was touched */
    this.body = null;
  }

  async save() {
    const { title, body, end } = this.share;
    await this.attempt(() => this.notebook.groups.revise(this.group.id, this.share.id, { title, body: this.body ?? body, end }));
    if (this.refusal === null) this.tell('revised');
  }

  render() {
    return html`<p class="note revising" tabindex="-1">${t('share.reviseNote')}</p>${trouble(this.refusal)}
      <recul-entry-editor .body=${this.share.body} .label=${t('share.revise')} .invite=${''}
        @body-changed=${(/** @type {CustomEvent} */ { detail }) => { this.body = detail; }}></recul-entry-editor>
      <div class="actions"><button class="button full" type="button" @click=${this.save}>${t('share.reviseSave')}</button>
        <button class="button" type="button" @click=${() => this.tell('revised')}>${t('act.cancel')}</button></div>`;
  }
}

customElements.define('recul-share-revision', ShareRevisionElement);
