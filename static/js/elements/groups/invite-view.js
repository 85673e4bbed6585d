/** Inviting: addresses to give by hand or to print for a whole group, each for one person, once, until a day. */

import { dayNumber, dayText } from '../../domain/dates.js';
import { dayNumberWords } from '../../ui/ends.js';
import { today } from '../../ui/dates.js';
import { choiceField, lineField, valueOf } from '../../ui/fields.js';
import { html, nothing } from '../../ui/lit.js';
import { bead } from '../../ui/marks.js';
import { qrCode } from '../../ui/qr.js';
import { t } from '../../ui/translate.js';
import { trouble } from '../../ui/trouble.js';
import { GroupPage } from './group-page.js';

const DAYS = 14;

export class InviteViewElement extends GroupPage {
  static properties = { fresh: { state: true }, known: { state: true }, role: { state: true }, replaces: { state: true } };

  constructor() {
    super();
    /** @type {{address: string, invitationId: string, lastDay: number}[]} made on this page: their addresses are shown once */
    this.fresh = [];
    /** @type {any[]} */
    this.known = [];
    /** @type {'member'|'facilitator'} */
    this.role = 'member';
    /** @type {string|null} the former member this one is, after a change of identity */
    this.replaces = null;
  }

  async arrive() {
    await this.attempt(async () => { this.known = await this.notebook.groups.invitations(this.group.id); });
  }

  /** @param {SubmitEvent} event */
  async invite(event) {
    event.preventDefault();
    const form = /** @type {HTMLFormElement} */ (event.target);
    await this.attempt(async () => {
      const made = await this.notebook.groups.invite(this.group.id, {
        count: Number(valueOf(form, 'count')), role: this.role, lastDay: dayNumber(valueOf(form, 'until')), replaces: this.replaces,
      });
      this.fresh = [...made, ...this.fresh];
      this.known = await this.notebook.groups.invitations(this.group.id);
    });
    if (this.refusal === null) void this.thenFocus('.sheet-list > h2');
  }

  /** @param {string} id */
  async revoke(id) {
    await this.attempt(async () => {
      await this.notebook.groups.revoke(this.group.id, id);
      this.fresh = this.fresh.filter(({ invitationId }) => invitationId !== id);
      this.known = await this.notebook.groups.invitations(this.group.id);
    });
    void this.thenFocus(this.underWay.length > 0 ? '.invitations > h2' : 'h1');
  }

  renderGroup() {
    return html`${this.group.places > 0 ? this.renderOffer() : html`<div class="leaf">${bead('group')}<h1>${t('group.invite')}</h1></div><p class="note">${t('invite.full')}</p>`}
      ${this.renderFresh()}${this.renderKnown()}`;
  }

  renderOffer() {
    return html`<form class="flow" @submit=${this.invite}><div class="leaf">${bead('group')}<h1>${t('group.invite')}</h1></div>
        <p class="note">${t('invite.note')}</p>
        ${lineField({ id: 'count', label: t('invite.count'), type: 'number', least: '1', most: String(this.group.places), value: '1' })}
        ${choiceField({ name: 'role', legend: t('invite.role'), value: this.role, choices: ['member', 'facilitator'].map((value) => ({ value, label: t(/** @type {any} */ (`invite.role.${value}`)) })), changed: (value) => { this.role = /** @type {any} */ (value); } })}
        ${this.renderFormer()}
        ${lineField({ id: 'until', label: t('invite.until'), type: 'date', least: today(), value: dayText(dayNumber(today()) + DAYS) })}
        ${trouble(this.refusal)}<div class="actions"><button class="button full" ?disabled=${this.busy}>${t('invite.make')}</button></div></form>`;
  }

  renderFormer() {
    const { former } = this.group;
    if (former.length === 0) return nothing;
    const choices = [{ value: '', label: t('invite.someoneNew') }, ...former.map((/** @type {any} */ { id, name }) => ({ value: id, label: name ?? t('share.someone') }))];
    return choiceField({ name: 'replaces', legend: t('invite.replaces'), value: this.replaces ?? '', choices, changed: (value) => { this.replaces = value || null; } });
  }

  renderFresh() {
    if (this.fresh.length === 0) return nothing;
    return html`<section class="sheet-list"><h2>${t('invite.fresh')}</h2><p class="note">${t('invite.freshNote')}</p>
      ${this.fresh.map(({ address, lastDay }) => html`<article class="invitation-slip"><p class="note" translate="no">${this.group.title}</p>${qrCode(address, t('invite.qr'))}
        <p class="code" translate="no">${address}</p><p class="note">${t('invite.onceUntil', { day: dayNumberWords(lastDay) })}</p></article>`)}
      <p class="words"><button class="word" type="button" @click=${() => print()}>${t('invite.print')}</button></p></section>`;
  }

  /** Those that can still lead to someone. */
  get underWay() {
    return this.known.filter(({ state }) => state === 'open' || state === 'taken');
  }

  renderKnown() {
    const { underWay } = this;
    if (underWay.length === 0) return nothing;
    return html`<section class="after invitations"><h2>${t('invite.known')}</h2><ul>${underWay.map(({ invitationId, state, lastDay, mine }) => html`<li><p class="note">
      ${t(/** @type {any} */ (`invite.state.${state}`))} ${t('invite.until.day', { day: dayNumberWords(lastDay) })}</p><p class="words">
      ${state === 'taken' && mine ? html`<a class="word" href="/carnet/verifier#${invitationId}">${t('group.verify')}</a>` : nothing}
      <button class="word" type="button" @click=${() => this.revoke(invitationId)}>${t('invite.revoke')}</button></p></li>`)}</ul></section>`;
  }
}

customElements.define('recul-group-invite', InviteViewElement);
