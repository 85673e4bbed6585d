/** Exactly what the others will see, and the one act that shares it, with the name of the group in it. */

import { readBody } from '../../ui/body.js';
import { endWords } from '../../ui/ends.js';
import { listNames, ribbon, shownName } from '../../ui/groups.js';
import { html, nothing } from '../../ui/lit.js';
import { bead } from '../../ui/marks.js';
import { t } from '../../ui/translate.js';
import { View } from '../../ui/view.js';

const FEW = 3;

export class SharePreviewElement extends View {
  static properties = { copy: { attribute: false }, terms: { attribute: false }, working: { attribute: false } };

  constructor() {
    super();
    /** @type {any} */
    this.copy = null;
    /** @type {any} */
    this.terms = null;
    this.working = false;
  }

  render() {
    const { group, people } = this.terms;
    const me = group.people.find((/** @type {any} */ { you }) => you);
    return html`<div class="flow"><h1>${t('shareFlow.previewTitle')}</h1><p class="written" translate="no">${listNames(people.map(shownName))}</p></div>
      <article class="seen-by-others">${bead('group')}<p class="sealed" translate="no">${me?.shown ?? t('group.you')}</p>
        ${this.copy.title === '' ? nothing : html`<h2 class="title" translate="no">${this.copy.title}</h2>`}${readBody(this.copy.body)}
        <p class="note">${t('seal.group')}. ${endWords(this.terms, group)}</p></article>
      <div class="flow"><p class="note">${t('shareFlow.notSeen')}</p><p class="note">${t('shareFlow.honest')}</p>
      <p class="group-name" translate="no">${ribbon(group)}</p>
      <div class="way"><button class="button full" type="button" ?disabled=${this.working} @click=${() => this.tell('share-asked')}>${this.act}</button>
        <p class="words apart"><button class="word" type="button" @click=${() => this.tell('terms-asked')}>${t('act.back')}</button>
          <button class="word" type="button" @click=${() => this.tell('keeping-asked')}>${t('shareFlow.keep')}</button></p></div></div>`;
  }

  /** The act of sharing names the group, or the few people in it. */
  get act() {
    const { group, people, whole } = this.terms;
    const title = group.title ?? t('group.untitled');
    if (whole) return t('shareFlow.goWhole', { group: title });
    if (people.length <= FEW) return t('shareFlow.goFew', { group: title, names: listNames(people.map(shownName)) });
    return t('shareFlow.goSome', { group: title, count: people.length });
  }
}

customElements.define('recul-share-preview', SharePreviewElement);
