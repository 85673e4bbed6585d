import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { firstBatch } from '../../static/js/sync/batch.js';

const MIB = 1024 * 1024;
const rows = (/** @type {number[]} */ ...sizes) => sizes.map((size) => ({ sealed: new Uint8Array(size) }));

describe('a batch of outbox records', () => {
  it('holds the oldest two hundred at most', () => {
    const waiting = rows(...Array(450).fill(10));
    assert.deepEqual(firstBatch(waiting), waiting.slice(0, 200));
    assert.deepEqual(firstBatch(waiting.slice(0, 200)), waiting.slice(0, 200));
    assert.deepEqual(firstBatch([]), []);
  });

  it('holds no more bytes than a request may, and one record that is larger alone', () => {
    const waiting = rows(7 * MIB, 7 * MIB, 7 * MIB, 30 * MIB, 1);
    assert.equal(firstBatch(waiting).length, 2);
    assert.equal(firstBatch(waiting.slice(2)).length, 1);
    assert.equal(firstBatch(waiting.slice(3)).length, 1);
    assert.equal(firstBatch(waiting.slice(4)).length, 1);
  });
});
