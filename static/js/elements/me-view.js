/** Moi: a table of contents. */

import { html } from '../ui/lit.js';
import { t } from '../ui/translate.js';
import { View } from '../ui/view.js';

const SECTIONS = /** @type {const} */ ([
  ['me.security', ['phrase', 'fiche', 'appareils', 'compromis']],
  ['me.honesty', ['serveur']],
  ['me.device', ['reglages']],
  ['me.mine', ['modeles', 'export', 'import', 'corbeille', 'quitter']],
]);

export class MeElement extends View {
  render() {
    return html`<main id="page" class="page"><div class="flow"><h1>${t('places.me')}</h1>
      <p class="note">${t('me.login', { login: this.notebook.login ?? '' })}</p>
      ${SECTIONS.map(([title, places]) => html`<h2>${t(title)}</h2><ul class="contents">${places.map((place) => html`<li>
        <a href="/carnet/${place}"><span class="lead-in">${t(`me.${place}`)}</span><span class="note">${t(`me.${place}.note`)}</span></a></li>`)}</ul>`)}</div></main>`;
  }
}

customElements.define('recul-me', MeElement);
