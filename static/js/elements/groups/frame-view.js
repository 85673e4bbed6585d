/** Changing the frame of a group: its name, rhythm, ribbon, rules. A changed rule is accepted again by each person. */

import { lineField, valueOf } from '../../ui/fields.js';
import { html } from '../../ui/lit.js';
import { bead } from '../../ui/marks.js';
import { t } from '../../ui/translate.js';
import { trouble } from '../../ui/trouble.js';
import './clauses-editor.js';
import { colourField } from './colour-field.js';
import { GroupPage } from './group-page.js';

export class FrameViewElement extends GroupPage {
  static properties = { colour: { state: true } };

  constructor() {
    super();
    /** @type {number|null} null until another was chosen */
    this.colour = null;
    /** @type {any[]|null} null until one was changed */
    this.clauses = null;
  }

  /** @param {SubmitEvent} event */
  async save(event) {
    event.preventDefault();
    const form = /** @type {HTMLFormElement} */ (event.target);
    const { group } = this;
    const title = valueOf(form, 'title') || group.title;
    const clauses = (this.clauses ?? group.clauses).filter((/** @type {any} */ { text }) => text !== '');
    const changes = { title, rhythm: valueOf(form, 'rhythm'), colour: this.colour ?? group.colour, clauses };
    await this.attempt(() => this.notebook.groups.editFrame(group.id, changes));
    this.goOn('groupe', group.id);
  }

  renderGroup() {
    const { group } = this;
    return html`<form class="flow" @submit=${this.save}><div class="leaf">${bead('group')}<h1>${t('group.edit')}</h1></div>
      ${lineField({ id: 'title', label: t('newGroup.title'), value: group.title ?? '', longest: 80 })}
      ${lineField({ id: 'rhythm', label: t('newGroup.rhythm'), value: group.rhythm ?? '', longest: 120 })}
      ${colourField(this.colour ?? group.colour, (colour) => { this.colour = colour; })}
      <h2>${t('group.charter')}</h2><p class="note">${t('charter.changeNote')}</p>
      <recul-clauses-editor .clauses=${this.clauses ?? group.clauses} @clauses-changed=${(/** @type {CustomEvent} */ { detail }) => { this.clauses = detail; }}></recul-clauses-editor>
      ${trouble(this.refusal)}<div class="way"><button class="button full">${t('act.save')}</button></div></form>`;
  }
}

customElements.define('recul-group-frame', FrameViewElement);
