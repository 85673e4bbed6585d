import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { otherVersion } from '../../static/js/ui/entries.js';
import { addressOf, placeOf } from '../../static/js/ui/navigation.js';

const ID = 'ab'.repeat(16);

describe('places', () => {
  it('reads back every address it writes', () => {
    for (const place of [
      { view: 'aujourdhui', id: null, revision: null }, { view: 'creer', id: null, revision: null },
      { view: 'journal', id: null, revision: null }, { view: 'texte', id: ID, revision: null }, { view: 'versions', id: ID, revision: 3 },
    ]) {
      const address = new URL(addressOf(place.view, place.id ?? undefined, place.revision ?? undefined), 'https://recul.example');
      assert.deepEqual(placeOf(address), place);
    }
  });

  it('puts the id of a text in the fragment, which is never sent', () => {
    const address = new URL(addressOf('texte', ID), 'https://recul.example');
    assert.ok(!(address.pathname + address.search).includes(ID));
  });

  it('takes nothing but an id from a fragment', () => {
    for (const hash of ['#', '#Un titre', `#${ID}x`, `#${ID}.`]) assert.equal(placeOf({ pathname: '/carnet/texte', hash }).id, null, hash);
  });
});

describe('entries', () => {
  it('finds the other of two versions from either side', () => {
    const entry = (/** @type {string} */ id, /** @type {string|undefined} */ copyOf) => /** @type {any} */ ({ id, copyOf });
    const entries = new Map([['a', entry('a', undefined)], ['b', entry('b', 'a')], ['c', entry('c', undefined)]]);
    assert.equal(otherVersion({ entries }, 'a')?.id, 'b');
    assert.equal(otherVersion({ entries }, 'b')?.id, 'a');
    assert.equal(otherVersion({ entries }, 'c'), undefined);
  });
});
