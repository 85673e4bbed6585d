/** What one prefers on this device: language, theme, the delay before closing, spell-checking, typography. */

import { html } from '../ui/lit.js';
import { prefer, preference, setsType, spellcheck, wearTheme } from '../ui/preferences.js';
import { chooseLanguage, currentLanguage, t } from '../ui/translate.js';
import { trouble } from '../ui/trouble.js';
import { View } from '../ui/view.js';

/** @typedef {import('../ui/translate.js').Sentence} Sentence */

const DELAYS = [1, 2, 5, 10];
const THEMES = ['auto', 'light', 'dark'];

export class SettingsElement extends View {
  /** @param {string} theme */
  chooseTheme(theme) {
    prefer('theme', theme);
    wearTheme(theme);
    this.requestUpdate();
  }

  /** @param {'spellcheck'|'typography'} name @param {Event} event of its box */
  choose(name, { target }) {
    prefer(name, String(/** @type {HTMLInputElement} */ (target).checked));
    this.requestUpdate();
  }

  /** @param {number} minutes */
  async chooseDelay(minutes) {
    await this.attempt(() => this.notebook.setAutoLock(minutes));
  }

  render() {
    const minutes = this.notebook.settings.auto_lock;
    return html`<main id="page" class="page"><div class="flow"><h1>${t('me.reglages')}</h1>${trouble(this.refusal)}
      ${this.renderChoices('lock', t('settings.lock'), DELAYS.map((delay) => ({ word: t(delay === 1 ? 'settings.minute' : 'settings.minutes', { minutes: delay }), on: minutes === delay, choose: () => this.chooseDelay(delay) })))}
      <p class="note">${t('settings.lockNote')}</p>
      ${this.renderChoices('language', t('settings.language'), /** @type {const} */ (['fr', 'en']).map((code) => ({ word: code === 'fr' ? 'Français' : 'English', on: currentLanguage() === code, choose: () => chooseLanguage(code) })))}
      ${this.renderChoices('theme', t('settings.theme'), THEMES.map((theme) => ({ word: t(/** @type {Sentence} */ (`settings.theme.${theme}`)), on: (preference('theme') ?? 'auto') === theme, choose: () => this.chooseTheme(theme) })))}
      <h2>${t('settings.spelling')}</h2><p class="note">${t('settings.spellingNote')}</p>
      <label class="choice"><input type="checkbox" .checked=${spellcheck() === 'true'} @change=${(/** @type {Event} */ event) => this.choose('spellcheck', event)}>${t('settings.spellingOn')}</label>
      <h2>${t('settings.typography')}</h2><p class="note">${t('settings.typographyNote')}</p>
      <label class="choice"><input type="checkbox" .checked=${setsType(currentLanguage())} @change=${(/** @type {Event} */ event) => this.choose('typography', event)}>${t('settings.typographyOn')}</label>
    </div></main>`;
  }

  /** @param {string} name @param {string} legend @param {{word: string, on: boolean, choose: () => unknown}[]} choices */
  renderChoices(name, legend, choices) {
    return html`<fieldset class="field"><legend>${legend}</legend><div class="choices">${choices.map(({ word, on, choose }) => html`<label class="choice">
      <input type="radio" name=${name} .checked=${on} @change=${choose}>${word}</label>`)}</div></fieldset>`;
  }
}

customElements.define('recul-settings', SettingsElement);
