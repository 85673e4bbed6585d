/** Labelled fields of a form, each a line to write on. */

import { html, nothing } from './lit.js';

/**
 * @param {{id: string, label: string, value?: string, note?: string, type?: string, least?: string, most?: string, longest?: number, changed?: (value: string) => void}} field
 */
export function lineField({ id, label, value = '', note = '', type = 'text', least, most, longest, changed }) {
  return html`<div class="field"><label for=${id}>${label}</label><div class="line"><input id=${id} name=${id} type=${type} .value=${value} translate="no"
      spellcheck="false" autocapitalize="off" autocorrect="off" autocomplete="off" min=${least ?? nothing} max=${most ?? nothing} maxlength=${longest ?? nothing}
      aria-describedby=${note === '' ? nothing : `${id}-note`} @input=${(/** @type {{target: HTMLInputElement}} */ { target }) => changed?.(target.value)}></div>
    ${note === '' ? nothing : html`<p class="note" id="${id}-note">${note}</p>`}</div>`;
}

/**
 * @param {{id: string, label: string, value?: string, note?: string, rows?: number, longest?: number, changed?: (value: string) => void}} field
 */
export function areaField({ id, label, value = '', note = '', rows = 3, longest, changed }) {
  return html`<div class="field"><label for=${id}>${label}</label><div class="line"><textarea id=${id} name=${id} rows=${rows} translate="no" .value=${value} maxlength=${longest ?? nothing}
      spellcheck="false" aria-describedby=${note === '' ? nothing : `${id}-note`} @input=${(/** @type {{target: HTMLTextAreaElement}} */ { target }) => changed?.(target.value)}></textarea></div>
    ${note === '' ? nothing : html`<p class="note" id="${id}-note">${note}</p>`}</div>`;
}

/**
 * One choice among a few, nothing chosen unless `value` says so.
 * @param {{name: string, legend: string, value: string|null, choices: {value: string, label: unknown, note?: string}[], changed: (value: string) => void}} field
 */
export function choiceField({ name, legend, value, choices, changed }) {
  return html`<fieldset class="field"><legend>${legend}</legend><div class="choices">${choices.map((choice) => html`<label class="choice">
      <input type="radio" name=${name} value=${choice.value} .checked=${choice.value === value} @change=${() => changed(choice.value)}>
      <span>${choice.label}${choice.note ? html`<span class="note block">${choice.note}</span>` : nothing}</span></label>`)}</div></fieldset>`;
}

/** The value of a field of a form. @param {Element} form @param {string} name @returns {string} */
export function valueOf(form, name) {
  return /** @type {HTMLInputElement} */ (form.querySelector(`[name="${name}"]`)).value.trim();
}
