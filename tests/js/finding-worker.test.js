/** @file The worker's own index, made of sealed texts: it follows what is written, and holds nothing else than a person's texts. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { toHex } from '../../static/js/crypto/bytes.js';
import { CASE_FIELDS, blankEntry, entryFromText } from '../../static/js/domain/entry.js';
import { objectRow } from '../../static/js/worker/vault.js';
import { Person, TODAY, founded, joined } from './group-people.mjs';

const entry = (text) => entryFromText(text, '2026-11-01', 1_790_000_000);

/** A write, sealed for the outbox. */
function sealed(person, doc, object_id = null) {
  const { summary: _, ...fields } = person.call('sealDraft', { record_id: null, object_id, act: 'put', doc, end: null });
  const base = object_id === null ? 0 : person.keeper.vault.state.revisionOf(object_id);
  return { ...fields, base, stamp: '0'.repeat(16), made: 0, sent: null };
}

/** What the device keeps of texts that were sent. */
const rowsOf = (person, ...ids) => ids.map((id) => objectRow(person.vaultObjects.get(id), null));
const gather = (person, { rows = [], drafts = [], gone = [] }) => person.call('gather', { rows, drafts, gone });
const find = (person, text) => person.call('find', { text })?.exact;

test('a text is found while it waits, once it was sent, and as it says now', () => {
  const anne = new Person('Anne');
  const draft = sealed(anne, entry('Un silence de couloir.'));
  const id = draft.object_id;
  assert.deepEqual(gather(anne, { drafts: [draft] }), [id]);
  assert.deepEqual(find(anne, 'couloir'), [id]);
  anne.push(draft);
  assert.deepEqual(gather(anne, { gone: [id], rows: rowsOf(anne, id) }), [id]);
  assert.deepEqual(find(anne, 'couloir'), [id]);
  anne.push(sealed(anne, entry('Un bruit de couloir.'), id));
  gather(anne, { gone: [id], rows: rowsOf(anne, id) });
  assert.deepEqual([find(anne, 'silence'), find(anne, 'bruit')], [[], [id]]);
  gather(anne, { gone: [id] });
  assert.deepEqual(find(anne, 'bruit'), []);
  assert.equal(find(anne, ' '), undefined);
});

test('every field of a case is looked through, and each hit is shown', () => {
  const anne = new Person('Anne');
  const fields = Object.fromEntries(CASE_FIELDS.map((name, at) => [name, `mot${at}`]));
  const draft = sealed(anne, { ...blankEntry('case', '2026-11-01', 0), title: 'La cantine', tags: ['accueil'], fields });
  gather(anne, { drafts: [draft] });
  for (const word of [...Object.values(fields), 'cantine', 'accueil']) assert.deepEqual(find(anne, `"${word}"`), [draft.object_id], word);
  const [{ title, tags, excerpt }] = anne.call('passages', { text: 'cantine mot3 accueil ', ids: [draft.object_id] });
  assert.deepEqual([title.marks, tags, excerpt.text.slice(...excerpt.marks.find(([start]) => excerpt.text.startsWith('mot3', start)))],
    [[[3, 10]], [{ text: 'accueil', marks: [[0, 7]] }], 'mot3']);
});

test('a text that does not open is found no more, and stops no other', () => {
  const anne = new Person('Anne');
  const [one, other] = [sealed(anne, entry('Un silence.')), sealed(anne, entry('Un autre silence.'))];
  anne.push(one, other);
  const ids = [one.object_id, other.object_id];
  const rows = rowsOf(anne, ...ids);
  assert.deepEqual(gather(anne, { rows }), ids);
  const [broken, whole] = structuredClone(rows);
  broken.frame[broken.frame.length - 1] ^= 1;
  assert.deepEqual(gather(anne, { gone: ids, rows: [broken, whole] }), [other.object_id]);
  assert.deepEqual(find(anne, 'silence'), [other.object_id]);
  const alien = { ...sealed(new Person('Basile'), entry('Un silence venu d’ailleurs.')), object_id: one.object_id };
  assert.deepEqual(gather(anne, { drafts: [alien] }), []);
  assert.deepEqual(find(anne, 'ailleurs'), []);
});

test('an older version than the chain names is not looked through', () => {
  const anne = new Person('Anne');
  const draft = sealed(anne, entry('Un silence.'));
  anne.push(draft);
  const before = rowsOf(anne, draft.object_id);
  anne.push(sealed(anne, entry('Un bruit.'), draft.object_id));
  assert.deepEqual(gather(anne, { gone: [draft.object_id], rows: before }), []);
  assert.deepEqual(find(anne, 'silence'), []);
});

test('nothing of a group is among the texts that are looked through', () => {
  const [anne, basile] = [new Person('Anne'), new Person('Basile')];
  const relay = founded(anne);
  joined(anne, basile, relay);
  const document = { kind: 'share', seance: null, title: 'Un seuil', body: [['paragraph', [['Un seuil partagé.', []]]]], named: true, readers: null };
  const row = basile.call('sealShare', { group_id: toHex(relay.groupId), record_id: null, object_id: null, act: 'put', parent: null, end: TODAY + 30, readers: null, document });
  basile.send(relay, 'preparePuts', { rows: [row] });
  anne.follow(relay);
  anne.push(anne.call('sealAliases', { aliases: [['Mme Roux', 'une collègue du seuil']] }));
  const own = sealed(anne, entry('Mon propre seuil.'));
  anne.push(own);
  assert.equal(anne.view(relay).shares[0].title, 'Un seuil');
  assert.ok(anne.keeper.vault.memories.size >= 2, 'the vault holds memories');
  assert.deepEqual(gather(anne, { rows: rowsOf(anne, ...anne.vaultObjects.keys()) }), [own.object_id]);
  assert.deepEqual(find(anne, 'seuil'), [own.object_id]);
  assert.deepEqual([find(anne, 'mardi'), find(anne, 'collègue'), find(anne, 'roux')], [[], [], []]);
  assert.equal(anne.keeper.index.size, 1);
});
