/** Requests that a server can take, out of links that it lost (docs/spec/chain.md §7). */

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { cut } from '../../static/js/worker/giving.js';

for (const [needs, most, ends] of [
  [[0, 0, 0, 0], 2, [2, 4]],
  [[0, 2, 0, 0], 3, [3, 4]],
  [[0, 3, 0, 0], 2, [1]],
  [[0, 0, Infinity, 0], 9, [2]],
]) {
  test(`of links that wait for ${needs}, requests of ${most} end at ${ends}`, () => {
    assert.deepEqual(cut(needs, needs.map(() => 1), most), ends);
  });
}
