import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { describe, it } from 'node:test';
import { en } from '../../static/js/i18n/en.js';
import { fr } from '../../static/js/i18n/fr.js';
import { pickLanguage, speak, t } from '../../static/js/ui/translate.js';

const ROOT = new URL('../../', import.meta.url);
const places = (/** @type {string} */ sentence) => [...sentence.matchAll(/\{(\w+)\}/g)].map(([, place]) => place).sort();
const read = (/** @type {string} */ path) => readFileSync(new URL(path, ROOT), 'utf8');

/** The codes in the first column of a page's tables of errors. */
function codesOf(/** @type {string} */ page, /** @type {RegExp} */ row) {
  return [...read(page).matchAll(row)].map(([, code]) => code);
}

describe('sentences', () => {
  it('has the same names in French and in English, each with the same places to fill', () => {
    assert.deepEqual(Object.keys(en), Object.keys(fr));
    for (const name of Object.keys(fr)) assert.deepEqual(places(en[name]), places(fr[name]), name);
  });

  it('spaces French punctuation as a printer would, and uses no exclamation mark', () => {
    for (const [name, sentence] of Object.entries(fr)) {
      assert.doesNotMatch(sentence, /[ ][:;?»]|«[^\u00a0]|[^\u00a0\u202f][;?»]|'|!/, name);
      assert.doesNotMatch(sentence.replace(/https?:\/\//g, ''), /[^\u00a0]:/, name);
    }
  });

  it('has one sentence for every code a server, the protocol or the notebook can answer with', () => {
    const server = codesOf('docs/spec/http-api.md', /^\| `([a-z-]+)` \| \d{3} \|/gm);
    const protocol = codesOf('docs/spec/conventions.md', /^\| `([a-z-]+)` \| `[A-Z]\w+Error` \|/gm);
    assert.ok(server.length > 10 && protocol.length > 9);
    const local = ['unsent', 'offline', 'no-storage', 'no-space', 'no-service-worker', 'weak-passphrase', 'login-invalid', 'wrong-secret', 'wrong-words', 'code'];
    for (const code of [...server, ...protocol, ...local]) assert.ok(`refusal.${code}` in fr, code);
  });

  it('says what happened, what is safe and what to do for every alarm', () => {
    for (const code of ['rollback', 'fork', 'signature', 'chain', 'sealed', 'kdf-refused', 'version', 'code', 'other']) {
      for (const part of ['what', 'safe', 'do']) assert.ok(`alarm.${code}.${part}` in fr, `${code} ${part}`);
    }
  });

  it('knows every name the elements ask for, and keeps no sentence that nobody asks for', () => {
    const folders = ['static/js/elements/', 'static/js/ui/'];
    const source = folders.flatMap((folder) => readdirSync(new URL(folder, ROOT), { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.js')).map((file) => read(folder + file))).join('\n');
    const asked = [...source.matchAll(/'([a-z]\w*\.[\w.-]+)'/gi)].map(([, name]) => name).filter((name) => !name.includes('.js'));
    const families = [...source.matchAll(/`([a-z]\w*\.)(?:\$\{[^}]+\}|[\w.])*`/gi)].map(([, family]) => family);
    const known = (/** @type {string} */ name) => asked.includes(name) || families.some((family) => name.startsWith(family));
    for (const [, name] of source.matchAll(/\bt\('([^']+)'/g)) assert.ok(name in fr, name);
    for (const name of Object.keys(fr)) assert.ok(known(name), name);
  });

  it('fills the places of a sentence, and refuses one that is left empty', () => {
    speak('fr');
    assert.equal(t('unlock.whose', { login: 'camille' }), 'Carnet de camille.');
    speak('en');
    assert.equal(t('unlock.whose', { login: 'camille' }), 'Notebook of camille.');
    assert.throws(() => t('unlock.whose'), /lacks login/);
  });

  it('speaks the chosen language, else the browser’s, else French', () => {
    assert.equal(pickLanguage('en', ['fr-FR']), 'en');
    assert.equal(pickLanguage(null, ['en-GB', 'fr']), 'en');
    assert.equal(pickLanguage(null, ['de-DE', 'en']), 'fr');
    assert.equal(pickLanguage('de', []), 'fr');
  });
});
