/** The ribbon of a group: a colour and a weave, so that nobody takes one group for another. */

import { html } from '../../ui/lit.js';
import { t } from '../../ui/translate.js';

const COLOURS = 8;

/** @param {number} value @param {(colour: number) => void} changed */
export function colourField(value, changed) {
  return html`<fieldset class="field"><legend>${t('newGroup.colour')}</legend><div class="choices ribbons-choice">${Array.from({ length: COLOURS }, (_, colour) => html`<label class="choice">
    <input type="radio" name="colour" value=${colour} .checked=${colour === value} @change=${() => changed(colour)}>
    <span class="ribbon ribbon-${(colour % 4) + 1} weave-${Math.floor(colour / 4)}"></span><span class="aloud">${t('newGroup.colourNumber', { number: colour + 1 })}</span></label>`)}</div></fieldset>`;
}
