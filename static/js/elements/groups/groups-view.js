/** The place « Groupe »: the one group of a person, or the groups among which to choose, or the invitation to have one. */

import { html, nothing } from '../../ui/lit.js';
import { ribbon } from '../../ui/groups.js';
import { t } from '../../ui/translate.js';
import { View } from '../../ui/view.js';
import './group-view.js';

export class GroupsElement extends View {
  static properties = { groupId: { attribute: false } };

  static follows = ['groups-changed'];

  constructor() {
    super();
    /** @type {string|null} */
    this.groupId = null;
  }

  /** The group of the address, or the only one there is. */
  get group() {
    const { list } = this.notebook.groups;
    if (this.groupId !== null) return list.get(this.groupId) ?? null;
    return list.size === 1 && this.notebook.groups.pending.length === 0 ? [...list.values()][0] : null;
  }

  render() {
    const { group } = this;
    if (group) return html`<recul-group .notebook=${this.notebook} .navigation=${this.navigation} .group=${group}></recul-group>`;
    return this.renderDesk();
  }

  renderDesk() {
    const groups = [...this.notebook.groups.list.values()];
    return html`<main id="page" class="page"><div class="flow"><h1>${t('groups.title')}</h1>
      ${groups.length === 0 && this.notebook.groups.pending.length === 0 ? html`<p class="empty">${t('groups.none')}</p>` : nothing}
      ${groups.length === 0 ? nothing : html`<ul class="contents ribbons" translate="no">${groups.map((group) => html`<li>
        <a href="/carnet/groupe#${group.id}"><span class="lead-in">${ribbon(group)}</span></a></li>`)}</ul>`}
      ${this.renderPending()}
      <p class="words"><a class="word" href="/carnet/groupe-creer">${t('groups.create')}</a></p></div></main>`;
  }

  renderPending() {
    const { pending } = this.notebook.groups;
    if (pending.length === 0) return nothing;
    return html`<h2>${t('groups.waiting')}</h2>${pending.map((/** @type {any} */ { invitationId, title }) => html`<p>${t('groups.waitingFor', { title: title ?? t('group.untitled') })}
      <a class="word" href="/carnet/verifier#${invitationId}">${t('groups.verifyNow')}</a></p>`)}`;
  }
}

customElements.define('recul-groups', GroupsElement);
