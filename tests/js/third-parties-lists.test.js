/** @file The word lists: what is served is what was recorded, look-ups are exact, and nobody downloads them before sharing. */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import { describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import vm from 'node:vm';
import { brotliCompressSync, constants } from 'node:zlib';

import { LIST_FILES, emptyBook, find } from '../../static/js/domain/third-parties.js';
import { fold, placeKey } from '../../static/js/domain/third-parties/fold.js';
import { WordList } from '../../static/js/domain/third-parties/lists.js';
import { thirdPartyFinder } from '../../static/js/session/third-parties.js';
import { wordLists } from './alias-notes.mjs';

const STATIC = fileURLToPath(new URL('../../static/', import.meta.url));
const FOLDER = '/static/data/third-parties/';
const MOST_COMPRESSED = 500_000;
const QUALITY = { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } };

const read = (name) => readFileSync(`${STATIC}data/third-parties/${name}`);
const record = JSON.parse(read('sources.json').toString('utf8'));
const lists = wordLists();

describe('the files', () => {
  it('have the hashes that were recorded when they were made, and nothing lies beside them', () => {
    for (const [name, { sha256 }] of Object.entries(record.lists)) assert.equal(createHash('sha256').update(read(name)).digest('hex'), sha256, name);
    assert.deepEqual(readdirSync(`${STATIC}data/third-parties`).sort(), [...Object.values(LIST_FILES), 'NOTICE.txt', 'sources.json'].sort());
  });

  it('come from packages whose version, licence and archive are written, and whose notices are served', () => {
    const notice = read('NOTICE.txt').toString('utf8');
    for (const { name, version, licence, sha256 } of record.sources) {
      assert.ok(notice.includes(`${name} ${version}\n`), name);
      assert.ok(licence !== '' && /^[0-9a-f]{64}$/.test(sha256), name);
    }
    assert.match(notice, /Mozilla Public License[\s\S]*Licence Ouverte|Licence Ouverte[\s\S]*Mozilla Public License/);
  });

  it('weigh under 500 kB compressed, together', () => {
    const size = Object.values(LIST_FILES).reduce((total, name) => total + brotliCompressSync(read(name), QUALITY).length, 0);
    assert.ok(size > 100_000 && size < MOST_COMPRESSED, `${size} bytes`);
  });

  it('hold each word once, in order, in the form that look-ups use', () => {
    for (const [name, file] of Object.entries(LIST_FILES)) {
      const words = Array.from(new WordList(read(file).toString('utf8')).entries());
      assert.equal(words.length, record.lists[file].entries);
      const form = name === 'places' ? placeKey : fold;
      assert.ok(words.every((word, at) => form(word) === word && (at === 0 || words[at - 1] < word)), name);
    }
  });
});

describe('look-ups', () => {
  it('find every word of a list and no other', () => {
    const words = ['a', 'ab', 'abc', 'b', 'saint jean', 'saint jean de monts', 'zoe'];
    const list = new WordList('aBbCcAb\nsaint jeanK de montsAzoe\n');
    assert.deepEqual(Array.from(list.entries()), words);
    for (const word of words) assert.ok(list.has(word), word);
    for (const word of ['', 'aa', 'abcd', 'ba', 'saint', 'saint jean de', 'zo', 'zz']) assert.ok(!list.has(word), word);
    assert.ok(!new WordList('').has('a'));
  });

  it('know names of many places of the world, communes, and ordinary words', () => {
    for (const name of ['karim', 'elodie', 'mamadou', 'gwenaelle', 'thi', 'svetlana', 'yasar', 'joana']) assert.ok(lists.firstNames.has(name), name);
    for (const name of ['le goff', 'da silva', 'martin', 'traore', 'nguyen']) assert.ok(lists.surnames.has(name), name);
    for (const place of ['saint malo', 'rochelle', 'plouguerneau', 'vaulx en velin', 'villeneuve d ascq']) assert.ok(lists.places.has(place), place);
    for (const word of ['pierre', 'chantait', 'oeil', 'apres', 'centimetres']) assert.ok(lists.words.has(word), word);
    for (const word of ['karim', 'vandamme', 'plouguerneau']) assert.ok(!lists.words.has(word), word);
  });
});

/** Runs the service worker's own code, with a server that has every file of its release. @returns {Promise<{asked: string[], ask: (path: string) => Promise<string>}>} */
async function installed() {
  const files = Object.fromEntries([`${FOLDER}places.txt`, '/static/js/main.js'].map((path) => [path, createHash('sha256').update(path).digest('hex')]));
  const [asked, kept, listeners] = [[], new Map(), {}];
  const cache = { match: async (path) => kept.get(path)?.clone(), put: async (path, response) => kept.set(path, response) };
  const self = {
    location: { origin: 'https://recul.example' }, clients: { matchAll: async () => [] }, registration: { active: true },
    addEventListener: (name, listener) => { listeners[name] = listener; },
  };
  const fetch = async (path) => { asked.push(path); return new Response(path); };
  const release = { id: '1', number: 1, files, core: ['/static/js/main.js'], worker: [], shell: '/carnet' };
  vm.runInNewContext(readFileSync(`${STATIC}js/sw/service-worker.js`, 'utf8'), {
    RELEASE: release, self, fetch, caches: { open: async () => cache }, crypto, Response, URL, Uint8Array, TypeError, Array, Promise, Object,
  });
  await new Promise((resolve, reject) => { listeners.install({ waitUntil: (work) => work.then(resolve, reject) }); });
  const ask = (path) => new Promise((resolve, reject) => {
    const request = { method: 'GET', mode: 'cors', url: `https://recul.example${path}` };
    listeners.fetch({ request, respondWith: (answer) => answer.then((response) => response.text()).then(resolve, reject) });
  });
  return { asked, ask };
}

describe('loading', () => {
  it('waits for a person who shares: the service worker keeps the lists at their first use, and asks once', async () => {
    const { asked, ask } = await installed();
    assert.deepEqual(asked, ['/static/js/main.js']);
    assert.equal(await ask(`${FOLDER}places.txt`), `${FOLDER}places.txt`);
    await ask(`${FOLDER}places.txt`);
    assert.deepEqual(asked, ['/static/js/main.js', `${FOLDER}places.txt`]);
  });

  it('says that the network is away, then works when it is back', async () => {
    const real = globalThis.fetch;
    try {
      globalThis.fetch = async () => { throw new TypeError('away'); };
      await assert.rejects(thirdPartyFinder(), { code: 'offline' });
      globalThis.fetch = async (path) => new Response(readFileSync(STATIC + path.replace('/static/', '')));
      const finder = await thirdPartyFinder();
      const text = 'Karim habite Rennes.';
      assert.deepEqual(finder(text, emptyBook()), find(text, lists));
    } finally {
      globalThis.fetch = real;
    }
  });
});
