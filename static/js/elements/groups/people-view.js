/** Who is in the group, who verified whom, and what a facilitator or the members together can change. */

import { html, nothing } from '../../ui/lit.js';
import { bead, mark } from '../../ui/marks.js';
import { nameOf } from '../../ui/groups.js';
import { t } from '../../ui/translate.js';
import { trouble } from '../../ui/trouble.js';
import { GroupPage } from './group-page.js';

export class PeopleElement extends GroupPage {
  static properties = { asking: { state: true } };

  constructor() {
    super();
    /** @type {{act: 'remove'|'promote'|'propose-remove'|'propose-promote'|'step-down', person: any}|null} */
    this.asking = null;
  }

  /** @param {any} asked */
  async decide({ act, person }) {
    const { groups } = this.notebook;
    const { id } = this.group;
    await this.attempt(async () => {
      if (act === 'remove') await groups.remove(id, person.id);
      else if (act === 'promote') await groups.setRole(id, person.id, 'facilitator');
      else if (act === 'step-down') await groups.setRole(id, person.id, 'member');
      else await groups.propose(id, act === 'propose-remove' ? 'remove' : 'promote', person.id);
      this.asking = null;
    });
  }

  renderGroup() {
    const { people, proposals } = this.group;
    return html`<div class="flow"><div class="leaf">${bead('group')}<h1>${t('group.people')}</h1></div>${trouble(this.refusal)}
      <ul class="people">${people.map((/** @type {any} */ person) => this.renderPerson(person))}</ul>
      ${proposals.length === 0 ? nothing : html`<h2>${t('people.proposals')}</h2>${proposals.map((/** @type {any} */ proposal) => this.renderProposal(proposal))}`}</div>`;
  }

  /** @param {any} person */
  renderPerson(person) {
    const by = this.group.people.find((/** @type {any} */ { id }) => id === person.verifiedBy) ?? this.group.former.find((/** @type {any} */ { id }) => id === person.verifiedBy);
    const name = by?.you ? t('group.you') : by?.shown ?? by?.name ?? t('share.someone');
    return html`<li><p class="written" translate="no">${nameOf(person)}</p>
      <p class="note">${person.verifiedBy === person.id ? t('people.creator') : html`${mark('tick')} ${t('people.verifiedBy', { name })}`} ${person.accepted ? nothing : t('people.notAccepted')}</p>
      ${this.asking?.person.id === person.id ? this.renderAsking() : this.renderActs(person)}</li>`;
  }

  /** @param {any} person */
  renderActs(person) {
    const acts = this.actsOn(person);
    if (acts.length === 0) return nothing;
    return html`<p class="words">${acts.map((act) => html`<button class="word" type="button" @click=${() => { this.asking = { act, person }; }}>${t(`people.${act}`)}<span class="aloud" translate="no"> ${person.shown}</span></button>`)}</p>`;
  }

  /** @param {any} person @returns {('remove'|'promote'|'propose-remove'|'propose-promote'|'step-down')[]} */
  actsOn(person) {
    const { role, people } = this.group;
    const facilitators = people.filter((/** @type {any} */ other) => other.role === 'facilitator').length;
    if (person.you) return role === 'facilitator' && facilitators > 1 ? ['step-down'] : [];
    if (role === 'facilitator' && person.role === 'member') return ['promote', 'remove'];
    if (people.length < 4) return [];
    return person.role === 'facilitator' ? ['propose-remove'] : ['propose-promote', 'propose-remove'];
  }

  renderAsking() {
    const asked = /** @type {NonNullable<typeof this.asking>} */ (this.asking);
    return html`<div class="readers"><p class="note">${t(`people.${asked.act}.note`)}</p><div class="actions">
      <button class="button ${asked.act === 'remove' ? 'grave' : 'full'}" type="button" ?disabled=${this.busy} @click=${() => this.decide(asked)}>${t(`people.${asked.act}.yes`)}</button>
      <button class="button" type="button" @click=${() => { this.asking = null; }}>${t('act.cancel')}</button></div></div>`;
  }

  /** @param {any} proposal */
  renderProposal({ id, change, target, endorsers, needed }) {
    const { people } = this.group;
    const shown = (/** @type {string} */ identity) => people.find((/** @type {any} */ person) => person.id === identity)?.shown ?? t('share.someone');
    const me = people.find((/** @type {any} */ { you }) => you)?.id;
    return html`<article class="leaf"><p class="written" translate="no">${change === 'remove' ? t('people.proposed.remove', { name: shown(target) }) : t('people.proposed.promote', { name: shown(target) })}</p>
      <p class="note" translate="no">${t('people.endorsed', { names: endorsers.map(shown).join(', '), needed })}</p>
      ${me === target || endorsers.includes(me) ? nothing : html`<p class="words"><button class="word" type="button" @click=${() => this.attempt(() => this.notebook.groups.endorse(this.group.id, id))}>${t('people.endorse')}</button></p>`}</article>`;
  }
}

customElements.define('recul-group-people', PeopleElement);
