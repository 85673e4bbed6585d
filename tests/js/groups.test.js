/** What is shown of a group: what waits over what was read, what stops it, when something shared ends. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { isEndPossible, proposedEnd } from '../../static/js/domain/ends.js';
import { closedGroup, groupOf } from '../../static/js/session/groups/view.js';

const ME = 'aa';
const SHARE = {
  id: '11', revision: 1, hash: 'ab', author: 'bb', shownAuthor: 'Alix', yours: false, named: true, end: 110, seq: 4, broken: false, later: false,
  title: 'Lu', body: [], seance: null, readers: [ME, 'bb'], whole: true, contradicts: false, answers: [],
};
const FRAME = {
  kind: 'frame', title: 'Jeudi', form: 'app', colour: 1, rhythm: '', planned: 1, windows: 'closed', charter: 2,
  clauses: [{ id: 'c1', text: 'Ici' }], seances: [{ id: 'd1', day: 100, starts: '', ends: '', place: '' }],
};
const VIEW = {
  id: '99', seq: 7, epoch: 2, due: false, end: 200, closing: null, ended: false, verified: true, member: true, findings: [], role: 'member', you: ME,
  name: 'Jeudi', left: null, frame: FRAME, later: false, accepted: true, former: [], proposals: [], anchor: null, expired: [], shares: [SHARE],
  people: [
    { id: ME, name: 'Moi', shown: 'Moi', role: 'member', you: true, verifiedBy: 'bb', verifiedAt: 2, accepted: [['c1', 2, 90]] },
    { id: 'bb', name: 'Alix', shown: 'Alix', role: 'facilitator', you: false, verifiedBy: 'bb', verifiedAt: 0, accepted: [['c1', 1, 80]] },
  ],
};
const KEPT = { frozen: null, ended: null, trouble: null, drafts: [], days: new Map([['11', 95]]), lacking: [], knownForADay: 3, today: 100 };
const DOCUMENT = { kind: 'share', title: 'Écrit', body: [], seance: null, readers: null, named: false };
const DRAFT = { record_id: '01', object_id: '22', act: 'put', parent: null, end: 300, readers: null, document: DOCUMENT, question: 'group-changed' };

/** @param {object} [kept] @param {object} [view] */
const shown = (kept, view) => groupOf({ ...VIEW, ...view }, /** @type {any} */ ({ ...KEPT, ...kept }));

describe('a group as it is shown', () => {
  it('says who accepted this version of the charter, and since when somebody accepted anything', () => {
    assert.deepEqual(shown().people.map(({ accepted, since }) => [accepted, since]), [[true, 90], [false, 80]]);
  });

  it('lays what waits over what was read, never past the end of the group, and asks its question', () => {
    const { shares } = shown({ drafts: [DRAFT] });
    assert.deepEqual(shares.map(({ id, saved, question, end, shownAuthor }) => [id, saved, question, end, shownAuthor]), [
      ['11', 'server', null, 110, 'Alix'], ['22', 'device', 'group-changed', 200, null],
    ]);
  });

  it('shows no more what waits to be taken back', () => {
    const tombstone = { ...DRAFT, object_id: '11', act: 'tombstone', document: null };
    assert.deepEqual(shown({ drafts: [tombstone] }).shares, []);
  });

  it('points an answer that waits at its passage only in the text that was answered', () => {
    const answer = { kind: 'answer', form: 'question', text: '?', passage: ['ab', 0, 2], named: true };
    const draft = { ...DRAFT, object_id: '33', parent: '11', document: answer };
    const passageOver = (/** @type {string} */ hash) => shown({ drafts: [draft] }, { shares: [{ ...SHARE, hash }] }).shares[0].answers[0].passage;
    assert.deepEqual(passageOver('ab'), { start: 0, end: 2 });
    assert.equal(passageOver('cd'), 'changed');
  });

  it('marks what contradicts its author and what the server lacks, and shows the others', () => {
    const { shares } = shown({ lacking: ['44', '0001'] }, { shares: [SHARE, { ...SHARE, id: '12', contradicts: true }] });
    assert.deepEqual(shares.map(({ id, broken }) => [id, broken]), [['11', false], ['12', true], ['44', true]]);
  });

  it('stops for what concerns safety first, then for what is over, then for a key', () => {
    const standing = (/** @type {object} */ kept, /** @type {object} */ view) => [shown(kept, view).state, shown(kept, view).trouble];
    assert.deepEqual(standing({}, {}), ['ready', null]);
    assert.deepEqual(standing({ frozen: 'signature' }, { due: true }), ['frozen', 'chain']);
    assert.deepEqual(standing({}, { findings: ['pin'] }), ['frozen', 'chain']);
    assert.deepEqual(standing({}, { due: true, findings: ['recipients'] }), ['due', null]);
    assert.deepEqual(standing({}, { findings: ['key'] }), ['trouble', 'bad-key']);
    assert.deepEqual(standing({}, { verified: false }), ['trouble', 'not-verified']);
    assert.equal(closedGroup('99', 'Jeudi', /** @type {any} */ ({ ...KEPT, ended: 'left' })).state, 'left');
  });

  it('says that this screen is late on the day of a séance that it has not heard open', () => {
    assert.deepEqual(shown().words, { anchored: false, seance: null, position: 3, late: true });
    const anchored = shown({}, { anchor: { seance: 'd1', seq: 6 } }).words;
    assert.deepEqual(anchored, { anchored: true, seance: 'd1', position: 6, late: false });
  });
});

describe('ends', () => {
  it('proposes seven days after the séance, never past the group', () => {
    assert.equal(proposedEnd({ day: 120 }, 100, 200), 127);
    assert.equal(proposedEnd(null, 100, 104), 104);
  });

  it('takes a day from today to the end of the group', () => {
    assert.deepEqual([99, 100, 200, 201, 100.5].map((end) => isEndPossible(end, 100, 200)), [false, true, true, false, false]);
  });
});
