/** Who is in the group, who verified whom, and what a facilitator or the members together can change. */

import { html, nothing } from '../../ui/lit.js';
import { bead, mark } from '../../ui/marks.js';
import { listNames, shownName } from '../../ui/groups.js';
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

  /** @param {NonNullable<typeof this.asking>} asked */
  ask(asked) {
    this.asking = asked;
    void this.thenFocus('.asking > .note');
  }

  /** @param {NonNullable<typeof this.asking>} asked */
  letBe({ person }) {
    this.asking = null;
    void this.thenFocus(`[data-of="${person.id}"] > button`);
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
    void this.thenFocus(this.asking ? '.asking > .note' : 'h1');
  }

  renderGroup() {
    const { people, proposals } = this.group;
    return html`<div class="flow"><div class="leaf">${bead('group')}<h1>${t('group.peopleActs')}</h1></div>${people.some((/** @type {any} */ { name, shown }) => name !== shown) ? html`<p class="note">${t('people.alike')}</p>` : nothing}${trouble(this.refusal)}
      <ul class="people">${people.map((/** @type {any} */ person) => this.renderPerson(person))}</ul>
      ${proposals.length === 0 ? nothing : html`<h2>${t('people.proposals')}</h2>${proposals.map((/** @type {any} */ proposal) => this.renderProposal(proposal))}`}</div>`;
  }

  /** @param {any} person */
  renderPerson(person) {
    const by = this.group.people.find((/** @type {any} */ { id }) => id === person.verifiedBy) ?? this.group.former.find((/** @type {any} */ { id }) => id === person.verifiedBy);
    const name = by?.you ? t('group.you') : shownName({ shown: by?.shown ?? by?.name ?? null });
    const own = person.you ? (person.role === 'facilitator' ? 'people.youFacilitate' : 'people.you') : (person.role === 'facilitator' ? 'group.facilitator' : null);
    return html`<li><p class="written" translate="no">${own ? t(own, { name: shownName(person) }) : shownName(person)}</p>
      <p class="note">${person.verifiedBy === person.id ? t('people.creator') : html`${mark('tick')} ${t('people.verifiedBy', { name })}`} ${person.accepted ? nothing : t('people.notAccepted')}</p>
      ${this.asking?.person.id === person.id ? this.renderAsking() : this.renderActs(person)}</li>`;
  }

  /** @param {any} person */
  renderActs(person) {
    const acts = this.actsOn(person);
    if (acts.length === 0) return nothing;
    return html`<p class="words" data-of=${person.id}>${acts.map((act) => html`<button class="word" type="button" @click=${() => this.ask({ act, person })}>${t(`people.${act}`)}<span class="aloud" translate="no"> ${person.shown}</span></button>`)}</p>`;
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
    return html`<div class="readers asking"><p class="note" tabindex="-1">${t(`people.${asked.act}.note`)}</p><div class="actions">
      <button class="button ${asked.act === 'remove' ? 'grave' : 'full'}" type="button" ?disabled=${this.busy} @click=${() => this.decide(asked)}>${t(`people.${asked.act}.yes`)}</button>
      <button class="button" type="button" @click=${() => this.letBe(asked)}>${t('act.cancel')}</button></div></div>`;
  }

  /** @param {any} proposal */
  renderProposal({ id, change, target, endorsers, needed }) {
    const { people } = this.group;
    const shown = (/** @type {string} */ identity) => {
      const person = people.find((/** @type {any} */ { id: each }) => each === identity);
      return person?.you ? t('group.you') : shownName(person ?? { shown: null });
    };
    const me = people.find((/** @type {any} */ { you }) => you)?.id;
    return html`<article class="leaf"><p class="written" translate="no">${change === 'remove' ? t('people.proposed.remove', { name: shown(target) }) : t('people.proposed.promote', { name: shown(target) })}</p>
      <p class="note" translate="no">${t('people.endorsed', { names: listNames(endorsers.map(shown)), needed })}</p>
      ${me === target || endorsers.includes(me) ? nothing : html`<p class="words"><button class="word" type="button" @click=${() => this.attempt(() => this.notebook.groups.endorse(this.group.id, id))}>${t('people.endorse')}</button></p>`}</article>`;
  }
}

customElements.define('recul-group-people', PeopleElement);
