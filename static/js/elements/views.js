/** Which element stands at which place. */

import { html } from '../ui/lit.js';
import './bin-view.js';
import './cases-view.js';
import './compromised-view.js';
import './devices-view.js';
import './entry-page.js';
import './export-view.js';
import './import-view.js';
import './journal-view.js';
import './leave-view.js';
import './me-view.js';
import './passphrase-view.js';
import './server-view.js';
import './settings-view.js';
import './sheet-view.js';
import './today-view.js';
import './versions-view.js';

/** @typedef {import('../session/notebook.js').Notebook} Notebook */
/** @typedef {import('../ui/navigation.js').Navigation} Navigation */
/** @typedef {import('../ui/navigation.js').Place} Place */

/** @type {Record<string, (notebook: Notebook, navigation: Navigation, place: Place) => unknown>} */
const VIEWS = {
  aujourdhui: (notebook, navigation) => html`<recul-today .notebook=${notebook} .navigation=${navigation}></recul-today>`,
  journal: (notebook) => html`<recul-journal .notebook=${notebook}></recul-journal>`,
  situations: (notebook, navigation) => html`<recul-cases .notebook=${notebook} .navigation=${navigation}></recul-cases>`,
  corbeille: (notebook) => html`<recul-bin .notebook=${notebook}></recul-bin>`,
  texte: (notebook, navigation, place) => html`<recul-entry-page .notebook=${notebook} .navigation=${navigation} .entryId=${place.id}></recul-entry-page>`,
  versions: (notebook, navigation, place) => html`<recul-versions .notebook=${notebook} .navigation=${navigation} .place=${place}></recul-versions>`,
  moi: (notebook) => html`<recul-me .notebook=${notebook}></recul-me>`,
  phrase: (notebook, navigation) => html`<recul-passphrase-view .notebook=${notebook} .navigation=${navigation}></recul-passphrase-view>`,
  fiche: (notebook, navigation) => html`<recul-sheet-view .notebook=${notebook} .navigation=${navigation}></recul-sheet-view>`,
  compromis: (notebook, navigation) => html`<recul-compromised .notebook=${notebook} .navigation=${navigation}></recul-compromised>`,
  appareils: (notebook) => html`<recul-devices .notebook=${notebook}></recul-devices>`,
  reglages: (notebook) => html`<recul-settings .notebook=${notebook}></recul-settings>`,
  export: (notebook) => html`<recul-export .notebook=${notebook}></recul-export>`,
  import: (notebook) => html`<recul-import .notebook=${notebook}></recul-import>`,
  quitter: (notebook) => html`<recul-leave .notebook=${notebook}></recul-leave>`,
  serveur: (notebook) => html`<recul-server-view .notebook=${notebook}></recul-server-view>`,
};

/** The view of a place; a place that does not exist is today's page. @param {Place} place @param {Notebook} notebook @param {Navigation} navigation */
export function viewAt(place, notebook, navigation) {
  return (VIEWS[place.view] ?? VIEWS.aujourdhui)(notebook, navigation, place);
}
