/** Which element stands at which place. */

import { html } from '../ui/lit.js';
import './bin-view.js';
import './cases-view.js';
import './compromised-view.js';
import './devices-view.js';
import './entry-page.js';
import './export-view.js';
import './groups/ceremony-view.js';
import './groups/charter-view.js';
import './groups/frame-view.js';
import './groups/group-create.js';
import './groups/groups-view.js';
import './groups/invite-view.js';
import './groups/leave-group.js';
import './groups/people-view.js';
import './groups/public-page-view.js';
import './groups/seances-view.js';
import './groups/share-flow.js';
import './groups/share-view.js';
import './groups/words-view.js';
import './import-view.js';
import './journal-view.js';
import './leave-view.js';
import './me-view.js';
import './own-templates-view.js';
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
  groupe: (notebook, navigation, place) => html`<recul-groups .notebook=${notebook} .navigation=${navigation} .groupId=${place.id}></recul-groups>`,
  'groupe-creer': (notebook, navigation) => html`<recul-group-create .notebook=${notebook} .navigation=${navigation}></recul-group-create>`,
  'groupe-charte': (notebook, navigation, place) => html`<recul-group-charter .notebook=${notebook} .navigation=${navigation} .groupId=${place.id}></recul-group-charter>`,
  'groupe-seances': (notebook, navigation, place) => html`<recul-group-seances .notebook=${notebook} .navigation=${navigation} .groupId=${place.id}></recul-group-seances>`,
  'groupe-personnes': (notebook, navigation, place) => html`<recul-group-people .notebook=${notebook} .navigation=${navigation} .groupId=${place.id}></recul-group-people>`,
  'groupe-inviter': (notebook, navigation, place) => html`<recul-group-invite .notebook=${notebook} .navigation=${navigation} .groupId=${place.id}></recul-group-invite>`,
  'groupe-cadre': (notebook, navigation, place) => html`<recul-group-frame .notebook=${notebook} .navigation=${navigation} .groupId=${place.id}></recul-group-frame>`,
  'groupe-page': (notebook, navigation, place) => html`<recul-group-public .notebook=${notebook} .navigation=${navigation} .groupId=${place.id}></recul-group-public>`,
  'groupe-quitter': (notebook, navigation, place) => html`<recul-group-leave .notebook=${notebook} .navigation=${navigation} .groupId=${place.id}></recul-group-leave>`,
  mots: (notebook, navigation, place) => html`<recul-words .notebook=${notebook} .navigation=${navigation} .groupId=${place.id}></recul-words>`,
  verifier: (notebook, navigation, place) => html`<recul-ceremony .notebook=${notebook} .navigation=${navigation} .invitationId=${place.id}></recul-ceremony>`,
  extrait: (notebook, navigation, place) => html`<recul-share .notebook=${notebook} .navigation=${navigation} .shareId=${place.id}></recul-share>`,
  partager: (notebook, navigation, place) => html`<recul-share-flow .notebook=${notebook} .navigation=${navigation} .entryId=${place.id}></recul-share-flow>`,
  rejoindre: (notebook, navigation) => html`<recul-join .notebook=${notebook} .navigation=${navigation}></recul-join>`,
  moi: (notebook) => html`<recul-me .notebook=${notebook}></recul-me>`,
  phrase: (notebook, navigation) => html`<recul-passphrase-view .notebook=${notebook} .navigation=${navigation}></recul-passphrase-view>`,
  fiche: (notebook, navigation) => html`<recul-sheet-view .notebook=${notebook} .navigation=${navigation}></recul-sheet-view>`,
  compromis: (notebook, navigation) => html`<recul-compromised .notebook=${notebook} .navigation=${navigation}></recul-compromised>`,
  appareils: (notebook) => html`<recul-devices .notebook=${notebook}></recul-devices>`,
  reglages: (notebook) => html`<recul-settings .notebook=${notebook}></recul-settings>`,
  modeles: (notebook, navigation) => html`<recul-own-templates .notebook=${notebook} .navigation=${navigation}></recul-own-templates>`,
  export: (notebook) => html`<recul-export .notebook=${notebook}></recul-export>`,
  import: (notebook) => html`<recul-import .notebook=${notebook}></recul-import>`,
  quitter: (notebook) => html`<recul-leave .notebook=${notebook}></recul-leave>`,
  serveur: (notebook) => html`<recul-server-view .notebook=${notebook}></recul-server-view>`,
};

/** The view of a place; a place that does not exist is today's page. @param {Place} place @param {Notebook} notebook @param {Navigation} navigation */
export function viewAt(place, notebook, navigation) {
  return (VIEWS[place.view] ?? VIEWS.aujourdhui)(notebook, navigation, place);
}
