/** What every page about one group shares: the group of the address, its name and ribbon at the top. */

import { ribbon } from '../../ui/groups.js';
import { html } from '../../ui/lit.js';
import { t } from '../../ui/translate.js';
import { View } from '../../ui/view.js';

export class GroupPage extends View {
  /** @type {import('../../ui/lit.js').PropertyDeclarations} */
  static properties = { groupId: { attribute: false } };

  static follows = ['groups-changed'];

  constructor() {
    super();
    /** @type {string|null} */
    this.groupId = null;
  }

  /** @returns {any} the group of the address */
  get group() {
    return this.groupId === null ? null : this.notebook.groups.list.get(this.groupId) ?? null;
  }

  /** What the page says of the group. @returns {unknown} */
  renderGroup() {
    return html``;
  }

  render() {
    const { group } = this;
    if (!group) return html`<main id="page" class="page between-us"><h1 class="empty">${t('group.nowhere')}</h1></main>`;
    return html`<main id="page" class="page between-us"><p class="group-name" translate="no"><a class="word plain" href="/carnet/groupe#${group.id}">${ribbon(group)}</a></p>${this.renderGroup()}</main>`;
  }
}
