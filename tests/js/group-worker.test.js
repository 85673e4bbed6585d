/** @file The worker's verbs about groups, between people and an honest store. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fromHex, same, toHex } from '../../static/js/crypto/bytes.js';
import { openAnywhere, signLink } from '../../static/js/crypto/chain.js';
import { decodeFrames, encodeFrames } from '../../static/js/crypto/frames.js';
import { cardId, standingHash } from '../../static/js/crypto/group-ids.js';
import { GROUP } from '../../static/js/crypto/group-operations.js';
import { randomBytes } from '../../static/js/crypto/primitives.js';
import { Person, Relay, TODAY, founded, frame, joined } from './group-people.mjs';

const SHARE = { kind: 'share', seance: null, title: 'Le seuil', body: [['paragraph', [['Je suis resté sur le seuil.', []]]]], named: true };
const code = (wanted) => ({ code }) => code === wanted;

function trio() {
  const [anne, basile, chloe] = ['Anne', 'Basile', 'Chloé'].map((name) => new Person(name));
  const relay = founded(anne);
  joined(anne, basile, relay);
  joined(anne, chloe, relay);
  basile.follow(relay);
  return { anne, basile, chloe, relay, group_id: toHex(relay.groupId) };
}

function share(person, relay, { readers = null, end = TODAY + 30, document = SHARE, parent = null, object_id = null } = {}) {
  const group_id = toHex(relay.groupId);
  const row = person.call('sealShare', { group_id, record_id: null, object_id, act: 'put', parent, end, readers, document: { ...document, readers } });
  person.send(relay, 'preparePuts', { rows: [row] });
  return row.object_id;
}

function answer(person, relay, parent, passage = null) {
  const document = { kind: 'answer', form: 'question', text: 'Qu’as-tu vu ?', passage, named: true };
  const row = person.call('sealShare', {
    group_id: toHex(relay.groupId), record_id: null, object_id: null, act: 'put', parent, end: TODAY + 20, readers: null, document,
  });
  person.send(relay, 'preparePuts', { rows: [row] });
  return row.object_id;
}

test('a group of three people shows the same frame, people and names to each of them', () => {
  const { anne, basile, chloe, relay } = trio();
  for (const person of [anne, basile, chloe]) {
    const view = person.view(relay);
    assert.deepEqual(view.findings, []);
    assert.equal(view.frame.title, 'Le mardi');
    assert.deepEqual(view.people.map(({ shown }) => shown).sort(), ['Anne', 'Basile', 'Chloé']);
    assert.deepEqual(view.people.filter(({ you }) => you).map(({ name }) => name), [person.name]);
    assert.equal(view.verified && view.member, true);
  }
  assert.equal(basile.view(relay).accepted, true);
  assert.equal(anne.view(relay).accepted, false);
});

test('what is shared with everyone opens for everyone, what is for some opens for them alone', () => {
  const { anne, basile, chloe, relay } = trio();
  const [forAll, forAnne] = [share(basile, relay), share(basile, relay, { readers: [anne.identity] })];
  for (const person of [anne, chloe]) person.follow(relay);
  const seen = (person) => person.view(relay).shares.map(({ id }) => id).sort();
  assert.deepEqual(seen(anne), [forAll, forAnne].sort());
  assert.deepEqual(seen(basile), [forAll, forAnne].sort());
  assert.deepEqual(seen(chloe), [forAll]);
  const [text] = chloe.view(relay).shares;
  assert.deepEqual([text.title, text.shownAuthor, text.whole, text.contradicts, text.yours], ['Le seuil', 'Basile', true, false, false]);
  assert.deepEqual(anne.view(relay).shares.find(({ id }) => id === forAnne).readers, [anne.identity]);
});

test('an answer points into the text it answers, until that text changes', () => {
  const { anne, basile, relay } = trio();
  const id = share(basile, relay);
  anne.follow(relay);
  answer(anne, relay, id, [anne.view(relay).shares[0].hash, 0, 7]);
  assert.deepEqual(anne.view(relay).shares[0].answers[0].passage, { start: 0, end: 7 });
  basile.follow(relay);
  share(basile, relay, { object_id: id, document: { ...SHARE, title: 'Le seuil, repris' } });
  assert.equal(basile.view(relay).shares[0].answers[0].passage, 'changed');
  assert.equal(basile.view(relay).shares[0].revision, 2);
});

test('someone removed learns nothing that is put afterwards, and the key changed in the same link', () => {
  const { anne, basile, chloe, relay } = trio();
  anne.send(relay, 'prepareAct', { act: { name: 'remove', identity: chloe.identity } });
  share(anne, relay);
  assert.equal(anne.view(relay).epoch, 4);
  chloe.follow(relay);
  assert.deepEqual([chloe.view(relay).member, chloe.view(relay).shares], [false, []]);
  assert.throws(() => chloe.call('prepareAct', { group_id: toHex(relay.groupId), act: { name: 'leave' } }), code('not-member'));
  basile.follow(relay);
  assert.equal(basile.view(relay).shares.length, 1);
  assert.deepEqual(basile.view(relay).former.map(({ name }) => name), ['Chloé']);
});

test('after a departure the next one to share changes the key first, in the same link', () => {
  const { anne, basile, chloe, relay } = trio();
  chloe.send(relay, 'prepareAct', { act: { name: 'leave' } });
  basile.follow(relay);
  assert.equal(basile.view(relay).due, true);
  share(basile, relay);
  assert.equal(basile.view(relay).due, false);
  anne.follow(relay);
  assert.deepEqual([anne.view(relay).findings, anne.view(relay).shares.length], [[], 1]);
  assert.equal(anne.view(relay).frame.title, 'Le mardi');
});

test('a frame changed since the key changed is read by whoever comes late', () => {
  const [anne, basile, chloe] = ['Anne', 'Basile', 'Chloé'].map((name) => new Person(name));
  const relay = founded(anne);
  joined(anne, basile, relay);
  joined(anne, chloe, relay);
  anne.send(relay, 'prepareStanding', { frame: { ...frame(), title: 'Le jeudi' }, card: null });
  assert.deepEqual(basile.follow(relay).findings, []);
  assert.equal(basile.view(relay).frame.title, 'Le jeudi');
  assert.deepEqual(basile.view(relay).people.map(({ shown }) => shown).sort(), ['Anne', 'Basile', 'Chloé']);
});

test('a newcomer reads the frame and the names, and nothing that was shared before', () => {
  const { anne, relay } = trio();
  share(anne, relay);
  const denis = new Person('Denis');
  joined(anne, denis, relay);
  assert.deepEqual(denis.view(relay).shares, []);
  assert.deepEqual(denis.view(relay).people.map(({ shown }) => shown).sort(), ['Anne', 'Basile', 'Chloé', 'Denis']);
});

test('what this device kept opens again without the store, with the keys of the vault', () => {
  const { anne, basile, relay, group_id } = trio();
  share(anne, relay);
  basile.follow(relay);
  const again = new Person('Basile', basile);
  again.kept = basile.kept;
  assert.deepEqual(again.open(relay), { seq: relay.state.nextSeq - 1, head: toHex(relay.state.head) });
  assert.deepEqual(again.view(relay), basile.view(relay));
  assert.deepEqual(again.call('groupMemories').map((memory) => memory.group_id), [group_id]);
});

test('a device that kept nothing finds its keys and pins in the vault, and the same group', () => {
  const { basile, relay } = trio();
  const again = new Person('Basile', basile);
  again.open(relay);
  again.follow(relay);
  assert.deepEqual(again.view(relay).findings, []);
  assert.deepEqual(again.view(relay).people, basile.view(relay).people);
});

test('memories never appear among the texts of a vault', () => {
  const { anne, basile } = trio();
  assert.deepEqual([...anne.listed, ...basile.listed], []);
  const again = new Person('Basile', basile);
  assert.deepEqual(again.read.entries, []);
  assert.deepEqual([again.keeper.vault.list(), again.keeper.vault.listLacking()], [[], []]);
  assert.deepEqual(again.call('memoryIds'), []);
});

test('two devices that wrote the same memory are merged, never split', () => {
  const { anne, relay, group_id } = trio();
  const other = new Person('Anne', anne);
  other.open(relay);
  other.follow(relay);
  const [{ invitation_id }] = anne.call('groupMemories')[0].invitations;
  anne.call('dropInvitations', { group_id, invitation_ids: [invitation_id] });
  const rows = [anne, other].map((device, at) => {
    device.call('newInvitations', { group_id, count: 1, role: 0, last_day: TODAY + at, replaces: null });
    return device.call('sealMemory', { group_id, today: TODAY });
  });
  anne.push(rows[0]);
  const before = other.vaultLinks.length;
  for (const signed of anne.vaultLinks.slice(before)) other.storeVaultLink(signed);
  other.call('beginObjects');
  other.call('readObjects', { chunk: encodeFrames([...anne.vaultObjects.values()]) });
  other.push(rows[1]);
  const [{ invitations }] = other.call('groupMemories');
  // what one device dropped does not come back by what the other knew
  assert.deepEqual(invitations.map(({ last_day }) => last_day).sort(), [TODAY, TODAY + 1, TODAY + 9]);
  assert.equal(other.keeper.vault.state.objects.size, 1);
});

test('a store that shows less than the vault remembers, or another head, raises an alarm', () => {
  const { anne, basile, relay, group_id } = trio();
  const shorter = new Relay(relay.groupId);
  shorter.links = relay.links.slice(0, 3);
  const again = new Person('Basile', basile);
  again.open(shorter);
  assert.throws(() => again.follow(shorter), code('rollback'));
  const judged = (seq, head) => () => anne.call('judgeGroupHead', { group_id, theirs: { seq, head } });
  judged(relay.links.length - 1, toHex(relay.state.head))();
  assert.throws(judged(1, toHex(relay.state.headAt(1))), code('rollback'));
  assert.throws(judged(1, '00'.repeat(32)), code('fork'));
  assert.throws(judged(relay.links.length - 1, 'ff'.repeat(32)), code('fork'));
});

test('two members who follow two branches cannot accept each other’s next link', () => {
  const { anne, basile, chloe, relay, group_id } = trio();
  const branch = Object.assign(new Relay(relay.groupId), { state: relay.state.copy(), links: [...relay.links] });
  branch.post(anne.call('prepareAct', { group_id, act: { name: 'close', end: 29_000 } }));
  anne.send(relay, 'prepareAct', { act: { name: 'anchor', seance_id: '01'.repeat(16) } });
  basile.follow(relay);
  chloe.follow(branch);
  chloe.send(branch, 'prepareAct', { act: { name: 'leave' } });
  assert.throws(() => basile.follow(branch), code('fork'));
  basile.call('dropGroupLinks', { group_id });
  assert.equal(basile.view(relay).seq, relay.links.length - 1);
});

test('a group that the vault does not know is read but never written to, unless this person made it', () => {
  const { anne, basile, relay, group_id } = trio();
  const [stranger, maker] = [new Person('Basile', basile), new Person('Anne', anne)];
  for (const person of [stranger, maker]) {
    person.keeper.vault.memories.clear();
    person.open(relay);
    person.follow(relay);
  }
  assert.deepEqual([stranger, maker].map((person) => person.view(relay).verified), [false, true]);
  assert.throws(() => stranger.call('prepareAct', { group_id, act: { name: 'dispute' } }), code('not-verified'));
  assert.equal(maker.view(relay).findings.length, 0);
});

test('a false box leaves the key missing: nothing is put, and the epoch is disputed, then changed by another', () => {
  const { anne, basile, chloe, relay, group_id } = trio();
  relay.post(anne.call('prepareAct', { group_id, act: { name: 'rotate' } }));
  const { epoch } = relay.state.roster;
  const box = relay.boxes.find((each) => each.epoch === epoch && toHex(each.identity) === basile.identity);
  box.box = box.box.slice();
  box.box[90] ^= 1;
  assert.deepEqual(basile.follow(relay).findings, ['key']);
  const row = basile.call('sealShare', {
    group_id, record_id: null, object_id: null, act: 'put', parent: null, end: TODAY + 3, readers: null, document: { ...SHARE, readers: null },
  });
  assert.throws(() => basile.call('preparePuts', { group_id, rows: [row] }), code('bad-key'));
  basile.send(relay, 'prepareAct', { act: { name: 'dispute' } });
  chloe.follow(relay);
  chloe.send(relay, 'prepareAct', { act: { name: 'rotate' } });
  assert.deepEqual(basile.follow(relay).findings, []);
  basile.send(relay, 'preparePuts', { rows: [row] });
  assert.equal(basile.view(relay).shares.length, 1);
});

test('false wraps close no group for good: a facilitator makes a key without what nobody can open', () => {
  const { anne, basile, chloe, relay, group_id } = trio();
  anne.send(relay, 'prepareAct', { act: { name: 'role', identity: basile.identity, role: 1 } });
  const rotation = decodeFrames(anne.call('prepareAct', { group_id, act: { name: 'rotate' } }).frames);
  // a rotation by a hand that names garbage, which its link commits to: the frame and Anne's card are wrapped for nobody
  const wraps = rotation.filter(({ type }) => type === 'standing');
  for (const each of wraps) if (!same(each.objectId, cardId(relay.groupId, fromHex(basile.identity)))) each.wrap = randomBytes(104);
  const { operations } = openAnywhere(rotation.at(-1).signed, relay.groupId, fromHex(anne.identity), GROUP);
  operations[0].standingHash = standingHash(wraps);
  const signed = signLink(anne.keeper.account.keyring.signSeed, relay.groupId, relay.state.nextSeq, relay.state.head, operations, GROUP);
  relay.post({ frames: encodeFrames([...rotation.slice(0, -1), { type: 'link', signed }]) });
  const [again, member] = [new Person('Basile', basile), new Person('Chloé', chloe)];
  for (const device of [again, member]) {
    device.open(relay);
    assert.deepEqual(device.follow(relay).findings, ['key']);
  }
  again.send(relay, 'prepareAct', { act: { name: 'dispute' } });
  member.follow(relay);
  assert.throws(() => member.call('prepareAct', { group_id, act: { name: 'rotate' } }), code('bad-key'));
  again.send(relay, 'prepareAct', { act: { name: 'rotate' } });
  member.follow(relay);
  assert.deepEqual([again.view(relay).findings, member.view(relay).findings], [[], []]);
  const denis = new Person('Denis');
  assert.deepEqual([again.view(relay).frame, again.view(relay).lost], [null, true]);
  const id = share(member, relay);
  again.follow(relay);
  assert.deepEqual(again.view(relay).shares.map((each) => each.id), [id]);
  again.send(relay, 'prepareStanding', { frame: frame(), card: null });
  joined(again, denis, relay);
  assert.deepEqual([denis.view(relay).frame.title, denis.view(relay).findings], ['Le mardi', []]);
});

test('a document of another kind than its object is broken, and shown as nothing', () => {
  const { anne, basile, relay, group_id } = trio();
  const document = { kind: 'card', name: 'Anne', accepted: [] };
  const write = { group_id, record_id: null, object_id: null, act: 'put', parent: null, end: TODAY + 3, readers: null, document };
  basile.send(relay, 'preparePuts', { rows: [basile.call('sealShare', write)] });
  anne.follow(relay);
  assert.deepEqual(anne.view(relay).shares.map(({ broken, title, author }) => [broken, title, author]), [[true, null, basile.identity]]);
});

test('a share written before somebody joined asks again before it leaves', () => {
  const { anne, basile, relay, group_id } = trio();
  const draft = { group_id, record_id: null, object_id: null, act: 'put', parent: null, end: TODAY + 3, readers: null, document: { ...SHARE, readers: null } };
  const row = basile.call('sealShare', draft);
  joined(anne, new Person('Denis'), relay);
  basile.follow(relay);
  assert.equal(basile.call('openShares', { rows: [row] })[0].question, 'group-changed');
  assert.throws(() => basile.call('preparePuts', { group_id, rows: [row] }), code('group-changed'));
  const yes = basile.call('sealShare', { ...draft, record_id: row.record_id, object_id: row.object_id });
  assert.equal(yes.record_id, row.record_id);
  basile.send(relay, 'preparePuts', { rows: [yes] });
  assert.equal(basile.view(relay).shares.length, 1);
});

test('wrong digits end a ceremony on that side for good', () => {
  const { anne, relay, group_id } = trio();
  const denis = new Person('Denis');
  const [{ secret, invitation_id, letter }] = anne.call('newInvitations', { group_id, count: 1, role: 0, last_day: TODAY, replaces: null });
  assert.equal(anne.call('invitationId', { secret }), invitation_id);
  assert.deepEqual(denis.call('readLetter', { secret, group_id, letter }).facilitators, ['Anne']);
  anne.call('beginFacilitating', { group_id, invitation_id, name: 'Anne' });
  const first = denis.call('beginJoining', { secret, group_id, letter, name: 'Denis' });
  const second = anne.call('hearCeremony', { invitation_id, ...first.send });
  const { view: { digits } } = denis.call('hearCeremony', { invitation_id, ...second.send });
  const wrong = String((Number(digits) + 1) % 10_000_000).padStart(7, '0');
  assert.throws(() => denis.call('typeDigits', { invitation_id, text: wrong }), code('ceremony'));
  assert.equal(denis.call('viewCeremony', { invitation_id }).step, 'failed');
  assert.throws(() => denis.call('typeDigits', { invitation_id, text: digits }), code('ceremony'));
});

test('the words of the day are the same for all, and follow the last anchor', () => {
  const { anne, basile, relay, group_id } = trio();
  const words = (person, seq) => person.call('groupWords', { group_id, seq });
  const early = words(anne, 2);
  assert.deepEqual([early, early.words.length, early.anchored], [words(basile, 2), 8, false]);
  anne.send(relay, 'prepareAct', { act: { name: 'anchor', seance_id: '0a'.repeat(16) } });
  basile.follow(relay);
  const anchored = words(anne, 0);
  assert.deepEqual(anchored, words(basile, 2));
  assert.deepEqual([anchored.anchored, anchored.seance, anchored.position], [true, '0a'.repeat(16), relay.links.length - 1]);
  assert.notDeepEqual(anchored.words, early.words);
});

test('members decide together, and what ended is shown no more', () => {
  const { anne, basile, chloe, relay, group_id } = trio();
  const denis = new Person('Denis');
  joined(anne, denis, relay);
  for (const person of [basile, chloe]) person.follow(relay);
  basile.send(relay, 'prepareAct', { act: { name: 'propose', change: 'promote', identity: chloe.identity } });
  const [{ id, needed }] = basile.view(relay).proposals;
  assert.equal(needed, 3);
  for (const person of [anne, denis]) {
    person.follow(relay);
    person.send(relay, 'prepareAct', { act: { name: 'endorse', proposal: id } });
  }
  chloe.follow(relay);
  assert.equal(chloe.view(relay).role, 'facilitator');
  const ended = share(denis, relay, { end: TODAY + 1 });
  assert.deepEqual(denis.view(relay, TODAY + 1).shares.map((each) => each.id), [ended]);
  const { shares, expired } = denis.view(relay, TODAY + 2);
  assert.deepEqual([shares, expired], [[], [ended]]);
  assert.deepEqual(denis.call('hashesOf', { group_id, today: TODAY + 2 }), []);
});

test('what is taken back is gone, with its answers', () => {
  const { anne, basile, relay, group_id } = trio();
  const id = share(basile, relay);
  anne.follow(relay);
  answer(anne, relay, id);
  basile.follow(relay);
  const row = basile.call('sealShare', { group_id, record_id: null, object_id: id, act: 'tombstone', parent: null, end: null, readers: null, document: null });
  basile.send(relay, 'preparePuts', { rows: [row] });
  assert.deepEqual(anne.follow(relay).removed.length, 2);
  assert.deepEqual(anne.view(relay).shares, []);
});

test('an alias book grows by union and stays out of the texts', () => {
  const { anne } = trio();
  anne.push(anne.call('sealAliases', { aliases: [['Mme Roux', 'une collègue']] }));
  anne.push(anne.call('sealAliases', { aliases: [['Lyon', 'une ville']] }));
  const again = new Person('Anne', anne);
  assert.deepEqual(again.call('aliases').map(([found]) => found).sort(), ['Lyon', 'Mme Roux']);
  assert.deepEqual(again.read.entries, []);
});

test('one’s own templates stay out of the texts, and the latest of two devices stands', () => {
  const { anne } = trio();
  const other = new Person('Anne', anne);
  const keep = (who, template_id, edited, asked) => who.call('sealTemplate', { template_id, edited, asked });
  const { template_id, row } = keep(anne, null, 50, ['Le seuil', ['Qui entre ?']]);
  anne.push(row);
  // a clock that went back does not undo a change
  anne.push(keep(anne, template_id, 20, ['Le seuil', ['Qui sort ?']]).row);
  const before = other.vaultLinks.length;
  const theirs = keep(other, null, 60, ['Le bruit', ['D’où ?']]).row;
  for (const signed of anne.vaultLinks.slice(before)) other.storeVaultLink(signed);
  other.call('beginObjects');
  other.call('readObjects', { chunk: encodeFrames([...anne.vaultObjects.values()]) });
  other.push(theirs);
  assert.deepEqual(other.call('ownTemplates').map(({ name, questions }) => [name, questions]).sort(), [['Le bruit', ['D’où ?']], ['Le seuil', ['Qui sort ?']]]);
  other.push(keep(other, template_id, 70, null).row);
  const again = new Person('Anne', other);
  assert.deepEqual(again.call('ownTemplates').map(({ name }) => name), ['Le bruit']);
  assert.deepEqual(again.read.entries, []);
  assert.throws(() => keep(other, null, 80, ['Vide', []]), code('encoding'));
});

test('the frame is changed by facilitators only', () => {
  const { anne, basile, relay, group_id } = trio();
  anne.send(relay, 'prepareStanding', { frame: { ...frame(), title: 'Le jeudi' }, card: null });
  basile.follow(relay);
  assert.equal(basile.view(relay).frame.title, 'Le jeudi');
  assert.throws(() => basile.call('prepareStanding', { group_id, frame: frame(), card: null }), code('chain'));
});

test('a vault shown below what its owner posted, or with another past, is found by their own posts', () => {
  const { basile, relay, group_id } = trio();
  share(basile, relay);
  const rows = basile.vaultLinks.map((signed, seq) => ({ seq, signed }));
  assert.equal(basile.call('checkWitnesses', { group_id, links: rows }), 2);
  const last = rows.at(-1);
  assert.throws(() => basile.call('checkWitnesses', { group_id, links: [{ ...last, signed: rows[0].signed }] }), code('fork'));
  const again = new Person('Basile', basile);
  again.kept = basile.kept;
  again.open(relay);
  const { vault } = again.keeper;
  vault.state.mark = { seq: 0, head: vault.state.head };
  assert.throws(() => again.call('checkWitnesses', { group_id, links: [] }), code('rollback'));
});

test('someone who comes back under a new identity takes the place of the old one, texts included', () => {
  const { anne, chloe, relay } = trio();
  const id = share(chloe, relay);
  chloe.send(relay, 'prepareAct', { act: { name: 'leave' } });
  anne.follow(relay);
  const renewed = new Person('Chloé');
  anne.send(relay, 'prepareAct', { act: { name: 'rotate' } });
  joined(anne, renewed, relay, { replaces: chloe.identity });
  const [text] = anne.view(relay).shares;
  assert.deepEqual([text.id, text.author, text.shownAuthor], [id, renewed.identity, 'Chloé']);
  assert.deepEqual(anne.view(relay).former.map(({ replacedBy }) => replacedBy), [renewed.identity]);
});

test('whoever left and comes back by another ceremony is a member again on every device', () => {
  const { anne, chloe, relay, group_id } = trio();
  const left = (person) => person.call('groupMemories')[0].left;
  chloe.send(relay, 'prepareAct', { act: { name: 'leave' } });
  chloe.call('endMemory', { group_id, day: TODAY });
  chloe.push(chloe.call('sealMemory', { group_id, today: TODAY }));
  chloe.call('forgetGroup', { group_id });
  chloe.kept = { links: [], boxes: [], standing: [], rows: [] };
  const device = new Person('Chloé', chloe);
  assert.deepEqual([left(chloe), left(device)], [TODAY, TODAY]);
  anne.follow(relay);
  anne.send(relay, 'prepareAct', { act: { name: 'rotate' } });
  joined(anne, chloe, relay);
  assert.equal(left(chloe), null);
  assert.deepEqual([chloe.view(relay).left, chloe.view(relay).findings], [null, []]);
  // another device, which knew of the leaving alone
  for (const signed of chloe.vaultLinks.slice(device.vaultLinks.length)) device.storeVaultLink(signed);
  device.call('beginObjects');
  device.call('readObjects', { chunk: encodeFrames([...chloe.vaultObjects.values()]) });
  assert.equal(left(device), null);
  device.open(relay);
  device.follow(relay);
  assert.deepEqual(device.view(relay).findings, []);
});

test('a newcomer who is shown another group than the one agreed pins nothing', () => {
  const { anne, relay, group_id } = trio();
  const denis = new Person('Denis');
  const [{ secret, invitation_id, letter }] = anne.call('newInvitations', { group_id, count: 1, role: 0, last_day: TODAY, replaces: null });
  anne.call('beginFacilitating', { group_id, invitation_id, name: 'Anne' });
  const first = denis.call('beginJoining', { secret, group_id, letter, name: 'Denis' });
  const second = anne.call('hearCeremony', { invitation_id, ...first.send });
  const third = denis.call('hearCeremony', { invitation_id, ...second.send });
  const { view } = anne.call('hearCeremony', { invitation_id, ...third.send });
  denis.call('readQr', { invitation_id, text: view.qrText });
  denis.open(relay);
  denis.follow(relay);
  assert.throws(() => denis.call('confirmJoin', { invitation_id }), code('ceremony'));
  assert.equal(denis.call('sealMemory', { group_id, today: TODAY }), null);
  assert.throws(() => denis.call('prepareAct', { group_id, act: { name: 'leave' } }), code('not-verified'));
});
