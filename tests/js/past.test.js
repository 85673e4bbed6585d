import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { Recorder, apart, relive } from '../../static/js/editor/past.js';
import { Page } from './typing.mjs';

/** A page whose deeds are written down. */
class RecordedPage extends Page {
  /** @param {any} body @param {any} [past] */
  constructor(body, past = null) {
    super(body);
    this.clock = (past?.deeds?.at(-1)?.at ?? 0) + 1;
    const relived = past && relive(past, body, this.state.plugins);
    if (relived) this.state = relived;
    this.recorder = new Recorder(this.state, relived ? past : null);
    this.dispatch = (/** @type {any} */ transaction) => {
      const before = this.state;
      this.state = before.apply(apart(transaction.setTime(this.clock), before));
      if (transaction.docChanged) this.recorder.record(transaction, before, this.state);
    };
  }

  /** @param {string} text */
  typeAfterAPause(text) {
    this.clock += 10_000;
    return this.goToEnd().type(text);
  }

  /** The same text on a page that was loaded again. */
  get reloaded() { return new RecordedPage(this.body, JSON.parse(JSON.stringify(this.recorder.past))); }

  get words() { return this.body.map(([, runs]) => runs.map(([text]) => text).join('')).join('\n'); }

  undo() { this.press('z', { ctrlKey: true }); return this.words; }

  redo() { this.press('y', { ctrlKey: true }); return this.words; }
}

describe('taking back after the page was loaded again', () => {
  it('goes back stretch by stretch, and forth again, over several loadings', () => {
    let page = new RecordedPage([]);
    page.typeAfterAPause('Un.');
    page.typeAfterAPause(' Deux.');
    page = page.reloaded;
    page.typeAfterAPause(' Trois.');
    page = page.reloaded;
    assert.equal(page.words, 'Un. Deux. Trois.');
    assert.equal(page.undo(), 'Un. Deux.');
    page = page.reloaded;
    assert.equal(page.undo(), 'Un.');
    assert.equal(page.redo(), 'Un. Deux.');
    assert.equal(page.redo(), 'Un. Deux. Trois.');
    page = page.reloaded;
    for (const words of ['Un. Deux.', 'Un.', '', '']) assert.equal(page.undo(), words);
  });

  it('keeps blocks and marks', () => {
    const page = new RecordedPage([['item', [['a', ['strong']]]]]);
    page.typeAfterAPause('\n**b** c');
    const { body } = page;
    page.typeAfterAPause('\n\nfin');
    const again = page.reloaded;
    again.undo();
    assert.deepEqual(again.body, body);
    const stretches = [1, 2, 3].map(() => again.undo());
    assert.ok(stretches.includes('a'), stretches.join());
  });

  it('takes an act of a tool back by itself', () => {
    const page = new RecordedPage([]);
    page.typeAfterAPause('[] un');
    page.press('Enter', { ctrlKey: true });
    assert.equal(page.body[0][0], 'done');
    const again = page.reloaded;
    assert.equal(again.undo(), 'un');
    assert.equal(again.body[0][0], 'todo');
  });

  it('gives back words that were selected and erased as soon as they were typed', () => {
    const page = new RecordedPage([]);
    page.typeAfterAPause('Gardé.').selectAll();
    page.dispatch(page.state.tr.deleteSelection());
    assert.equal(page.words, '');
    assert.equal(page.reloaded.undo(), 'Gardé.');
    assert.equal(page.undo(), 'Gardé.');
  });

  it('begins anew when the text went on elsewhere, or the record is of no use', () => {
    const page = new RecordedPage([]);
    page.typeAfterAPause('Ici.');
    const { past } = page.recorder;
    const elsewhere = [['paragraph', [['Là.', []]]]];
    for (const wrong of [past, { ...past, before: { type: 'image' } }, { ...past, deeds: [{ at: 1, selection: [900, 900], steps: [] }] }, { before: past?.before, deeds: ['again'] }, {}]) {
      const other = new RecordedPage(elsewhere, wrong);
      assert.equal(other.words, 'Là.');
      assert.equal(other.undo(), 'Là.');
    }
  });

  it('keeps no more than its measure', () => {
    const page = new RecordedPage([]);
    for (let at = 0; at < 600; at += 1) page.typeAfterAPause('a');
    const { past } = page.recorder;
    assert.ok(past && past.deeds.length <= 500);
    assert.equal(page.reloaded.words, page.words);
    page.typeAfterAPause('b'.repeat(300));
    page.dispatch(page.state.tr.insertText('c'.repeat(200_000), 1));
    assert.equal(page.recorder.past, null);
  });
});
