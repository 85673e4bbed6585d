/** The fields of the dimensions, one function for each sort of part. Each calls `noted` with its value, null when there is none. */

import { FEW } from '../domain/dimensions.js';
import { html, nothing } from '../ui/lit.js';
import { spellcheck } from '../ui/preferences.js';
import { choiceLabel, degreeWords, partLabel } from '../ui/reflection.js';
import { t } from '../ui/translate.js';

/** @typedef {{name: string, key: string, part: import('../domain/dimensions.js').Part, value: any, noted: (value: unknown) => void}} Field */

/** @param {{name: string, key: string}} field */
const idOf = ({ name, key }) => `dimension-${name}-${key}`;

/** @param {string} words @returns {string[]} */
const splitFew = (words) => words.split(/[,;]/).map((word) => word.trim()).filter((word) => word !== '').slice(0, FEW);

/** @param {Field} field */
export function textPart(field) {
  return html`<div class="field case-field"><label for=${idOf(field)}>${partLabel(field.name, field.key)}</label>
    <div class="line"><textarea id=${idOf(field)} rows="1" spellcheck=${spellcheck()} autocapitalize="off" autocorrect="off" autocomplete="off" translate="no"
      .value=${field.value ?? ''} @input=${(/** @type {{target: HTMLTextAreaElement}} */ { target }) => field.noted(target.value)}></textarea></div></div>`;
}

/** @param {Field} field */
export function dayPart(field) {
  return html`<div class="field"><label for=${idOf(field)}>${partLabel(field.name, field.key)}</label>
    <div class="line"><input id=${idOf(field)} type="date" .value=${field.value ?? ''}
      @change=${(/** @type {{target: HTMLInputElement}} */ { target }) => field.noted(/^\d{4}-\d{2}-\d{2}$/.test(target.value) ? target.value : null)}></div></div>`;
}

/** @param {Field & {part: {is: 'degree', most: number}}} field */
export function degreePart(field) {
  const { name, key, part: { most }, value } = field;
  return html`<fieldset class="field degrees"><legend>${partLabel(name, key)}</legend>
    <div class="degree-line"><span aria-hidden="true">${partLabel(name, `${key}.least`)}</span>
      <span class="dots">${Array.from({ length: most + 1 }, (_, degree) => html`<input type="radio" name=${idOf(field)} aria-label=${degreeWords(name, key, most, degree)}
        .checked=${value === degree} @change=${() => field.noted(degree)}>`)}</span>
      <span aria-hidden="true">${partLabel(name, `${key}.most`)}</span></div>
    ${value === undefined ? nothing : html`<p class="words"><button class="word" type="button" @click=${() => field.noted(null)}>${t('dimensions.unmark')}</button></p>`}</fieldset>`;
}

/** @param {Field & {part: {is: 'names', names: readonly string[]}}} field */
export function namesPart({ name, key, part, value, noted }) {
  const given = /** @type {string[]} */ (value ?? []);
  return html`<fieldset class="field"><legend>${partLabel(name, key)}</legend><div class="choices">${part.names.map((choice) => html`<label class="choice">
    <input type="checkbox" .checked=${given.includes(choice)} @change=${(/** @type {{target: HTMLInputElement}} */ { target }) => noted(
      target.checked ? [...given, choice] : given.filter((each) => each !== choice))}>${choiceLabel(name, part, choice)}</label>`)}</div></fieldset>`;
}

/** @param {Field} field */
export function fewPart(field) {
  const given = /** @type {string[]} */ (field.value ?? []);
  /** @param {string} word */
  const toggle = (word) => field.noted(given.includes(word) ? given.filter((each) => each !== word) : [...given, word].slice(0, FEW));
  return html`<div class="field"><label for=${idOf(field)}>${partLabel(field.name, field.key)}</label>
    <div class="line"><input id=${idOf(field)} type="text" autocomplete="off" spellcheck="false" autocapitalize="off" autocorrect="off" translate="no" aria-describedby="${idOf(field)}-note"
      .value=${given.join(', ')} @input=${(/** @type {{target: HTMLInputElement}} */ { target }) => field.noted(splitFew(target.value))}></div>
    <p class="note" id="${idOf(field)}-note">${t('dimensions.fewNote')}</p>
    <details><summary><span class="word">${t('dimensions.list')}</span></summary><p class="words few">${t('dimensions.affects').split(', ').map((word) => html`
      <button class="word plain" type="button" aria-pressed=${given.includes(word) ? 'true' : 'false'} aria-disabled=${given.length === FEW && !given.includes(word) ? 'true' : nothing}
        @click=${() => toggle(word)}>${word}</button>`)}</p></details></div>`;
}
