/** Five words: at the foot on a phone, at the left on a desk. While one writes, only the way out remains. */

import { html, nothing } from '../ui/lit.js';
import { t } from '../ui/translate.js';
import { View } from '../ui/view.js';

const PLACES = /** @type {const} */ ([
  ['aujourdhui', '/carnet', 'places.today'],
  ['journal', '/carnet/journal', 'places.journal'],
  ['situations', '/carnet/situations', 'places.cases'],
  ['groupe', '/carnet/groupe', 'places.group'],
  ['moi', '/carnet/moi', 'places.me'],
]);
const UNDER = /** @type {Record<string, string>} */ ({
  'groupe-creer': 'groupe', 'groupe-charte': 'groupe', 'groupe-seances': 'groupe', 'groupe-personnes': 'groupe', 'groupe-inviter': 'groupe',
  'groupe-cadre': 'groupe', 'groupe-page': 'groupe', 'groupe-quitter': 'groupe', mots: 'groupe', extrait: 'groupe',
  corbeille: 'journal', serveur: 'moi', appareils: 'moi', modeles: 'moi', reglages: 'moi', export: 'moi', import: 'moi', quitter: 'moi',
});

export class PlacesElement extends View {
  static properties = { view: { attribute: false }, alone: { attribute: false }, back: { attribute: false } };

  constructor() {
    super();
    this.view = 'aujourdhui';
    this.alone = false;
    this.back = '/carnet';
  }

  connectedCallback() {
    super.connectedCallback();
    this.follow();
  }

  render() {
    if (this.alone) return html`<nav class="way-out" aria-label=${t('places.label')}><a class="word plain" href=${this.back}>${t('app.done')}</a></nav>`;
    const here = UNDER[this.view] ?? this.view;
    return html`<nav class="places" aria-label=${t('places.label')}>
      <p class="name">Recul</p>
      <ul>${PLACES.map(([view, href, word]) => html`<li>
        <a href=${href} aria-current=${view === here ? 'page' : nothing}>${t(word)}</a></li>`)}</ul>
      <button class="word plain shut" type="button" @click=${() => this.tell('closing-asked')}>${t('app.closeNotebook')}</button>
    </nav>`;
  }
}

customElements.define('recul-places', PlacesElement);
