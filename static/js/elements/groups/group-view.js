/** A group: what is shared between us and until when, who is here, the frame. */

import { dayNumberWords, hourOf, nextSeance } from '../../ui/ends.js';
import { today } from '../../ui/dates.js';
import { groupTrouble, listNames, peopleNames } from '../../ui/groups.js';
import { html, nothing, repeat } from '../../ui/lit.js';
import { bead, mark } from '../../ui/marks.js';
import { t } from '../../ui/translate.js';
import { View } from '../../ui/view.js';
import { shareLeaf } from './share-leaf.js';

/** Places that anyone in the group can go to, then those of a facilitator. */
const EVERYONE = /** @type {const} */ ([['groupe-charte', 'group.charter'], ['groupe-seances', 'group.seances'], ['mots', 'group.words'], ['groupe-personnes', 'group.peopleActs']]);
const FACILITATORS = /** @type {const} */ ([['groupe-inviter', 'group.invite'], ['groupe-cadre', 'group.edit'], ['groupe-page', 'group.page']]);

export class GroupElement extends View {
  static properties = { group: { attribute: false }, arriving: { state: true } };

  static follows = ['groups-changed'];

  constructor() {
    super();
    /** @type {any} */
    this.group = null;
    /** @type {any[]} invitations of mine that someone took */
    this.arriving = [];
  }

  async arrive() {
    const { id, role, state } = this.group;
    if (role !== 'facilitator' || (state !== 'ready' && state !== 'due')) return;
    const invitations = await this.attempt(() => this.notebook.groups.invitations(id));
    this.arriving = (invitations ?? []).filter((/** @type {any} */ { state: standing, mine }) => standing === 'taken' && mine);
  }

  render() {
    const { group } = this;
    return html`<main id="page" class="page between-us with-aside"><div>
        <header class="group-head">${bead('group')}<h1 class="display" translate="no">${group.title ?? t('group.untitled')}</h1>
          <p class="lead">${this.renderNext()}</p></header>
        ${this.renderState()}
        <section class="entries"><h2>${t('group.shared')}</h2>${group.shares.length === 0
    ? html`<p class="empty">${group.state === 'loading' ? t('group.loading') : t('group.empty')}</p>`
    : repeat([...group.shares].reverse(), (/** @type {any} */ share) => share.id, (/** @type {any} */ share) => shareLeaf(share, group))}</section></div>
      <aside class="group-aside">${this.renderPeople()}${this.renderFrame()}</aside></main>`;
  }

  renderNext() {
    const next = nextSeance(/** @type {any[]} */ (this.group.seances), today());
    if (!next) return t('group.noSeance');
    const day = dayNumberWords(next.day);
    if (!next.starts) return t('group.next', { day });
    return next.place ? t('group.nextPlace', { day, starts: hourOf(next.starts), place: next.place }) : t('group.nextAt', { day, starts: hourOf(next.starts) });
  }

  renderState() {
    const { state, trouble, accepted } = this.group;
    if (trouble || state === 'frozen') return html`<div class="trouble refusal" role="alert"><p class="what">${groupTrouble(trouble ?? 'words')}</p></div>`;
    if (state === 'left') return html`<p class="note">${t('group.left')}</p>`;
    if (state === 'closed') return html`<p class="note">${t('group.closed')}</p>`;
    return html`${state === 'due' ? html`<p class="note">${t('group.due')}</p>` : nothing}
      ${accepted || state === 'loading' ? nothing : html`<p class="note"><a class="word" href="/carnet/groupe-charte#${this.group.id}">${t('group.accept')}</a></p>`}`;
  }

  renderPeople() {
    const { people } = this.group;
    if (people.length === 0) return nothing;
    return html`<section><h2>${t('group.people')}</h2><p class="written" translate="no">${listNames(peopleNames(people))}</p>
      ${this.renderArriving()}<p class="note">${people.length === 1 ? t('group.alone') : html`${mark('tick')} ${t('group.verified')}`}</p></section>`;
  }

  /** Someone took an invitation of mine, and reads nothing before we verify each other. */
  renderArriving() {
    return this.arriving.map(({ invitationId }) => html`<p class="note">${t('group.arriving')}
      <a class="word" href="/carnet/verifier#${invitationId}">${t('group.verify')}</a></p>`);
  }

  renderFrame() {
    const { id, end, role, state } = this.group;
    if (state === 'left' || state === 'closed') return nothing;
    const links = (/** @type {readonly (readonly [string, any])[]} */ places) => html`<ul class="links">${places.map(([place, word]) => html`<li>
      <a class="word" href="/carnet/${place}#${id}">${t(word)}</a></li>`)}</ul>`;
    const facilitates = role === 'facilitator';
    return html`<section><h2>${t('group.frame')}</h2>${links(EVERYONE)}</section>
      ${facilitates ? html`<section><h2>${t('group.facilitating')}</h2>${links(FACILITATORS)}</section>` : nothing}
      <section><p class="note">${t('group.ends', { day: dayNumberWords(end) })}</p>${links([['groupe-quitter', facilitates ? 'group.leaveOrClose' : 'group.leave']])}</section>`;
  }
}

customElements.define('recul-group', GroupElement);
