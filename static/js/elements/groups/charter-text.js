/** The rules to accept one by one, and what confidentiality cannot cover. */

import { html } from '../../ui/lit.js';
import { t } from '../../ui/translate.js';

const LIMITS = /** @type {const} */ (['promise', 'danger', 'decide', 'asked', 'advice']);

/** The rules, to be read. @param {{text: string}[]} clauses */
export function clauseList(clauses) {
  return html`<ol class="clauses">${clauses.map(({ text }) => html`<li class="written" translate="no">${text}</li>`)}</ol>`;
}

/**
 * @param {{id?: string|null, text: string}[]} clauses @param {Set<string>} accepted ids, or places of clauses that have none yet
 * @param {(accepted: Set<string>) => void} changed
 */
export function clauseChoices(clauses, accepted, changed) {
  /** @param {string} id @param {boolean} yes */
  const choose = (id, yes) => {
    const next = new Set(accepted);
    if (yes) next.add(id); else next.delete(id);
    changed(next);
  };
  return html`<ol class="clauses">${clauses.map(({ id, text }, at) => html`<li><label class="choice"><input type="checkbox" .checked=${accepted.has(id ?? String(at))}
    @change=${(/** @type {{target: HTMLInputElement}} */ { target }) => choose(id ?? String(at), target.checked)}><span class="written" translate="no">${text}</span></label></li>`)}</ol>`;
}

/** What the law may ask, worded with care: it is not legal advice. */
export function confidentiality() {
  return html`<section class="limits"><h2>${t('limits.title')}</h2>${LIMITS.map((name) => html`<p class="note">${t(`limits.${name}`)}</p>`)}</section>`;
}
