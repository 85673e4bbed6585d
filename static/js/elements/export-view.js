/** Taking everything away: one sealed file that opens without the server. */

import { html } from '../ui/lit.js';
import { t } from '../ui/translate.js';
import { View } from '../ui/view.js';
import './export-form.js';

export class ExportElement extends View {
  render() {
    return html`<main id="page" class="page"><div class="flow"><h1>${t('me.export')}</h1>
      <p class="written">${t('export.what')}</p><p class="note">${t('export.old')}</p>
      <recul-export-form .notebook=${this.notebook}></recul-export-form>
      <p><a class="word" href="/ouvrir">${t('export.open')}</a></p></div></main>`;
  }
}

customElements.define('recul-export', ExportElement);
