import assert from 'node:assert/strict';
import { describe, it, mock } from 'node:test';
import { Keeper, PAUSE_MS, RETRY_MS } from '../../static/js/ui/keeper.js';

/** A write that ends when it is told to. */
function slowWrites() {
  /** @type {string[]} */
  const begun = [];
  /** @type {(() => void)[]} */
  const ends = [];
  const write = (/** @type {string} */ value) => new Promise((/** @type {(value: void) => void} */ end) => { begun.push(value); ends.push(() => end()); });
  return { begun, ends, write };
}

describe('keeper', () => {
  it('writes once the keyboard pauses, the latest text only', async (context) => {
    context.mock.timers.enable({ apis: ['setTimeout'] });
    /** @type {string[]} */
    const kept = [];
    const keeper = new Keeper(async (/** @type {string} */ value) => { kept.push(value); }, assert.fail);
    keeper.typed('a');
    context.mock.timers.tick(PAUSE_MS - 1);
    keeper.typed('ab');
    assert.deepEqual(kept, []);
    context.mock.timers.tick(PAUSE_MS);
    await keeper.settle();
    assert.deepEqual(kept, ['ab']);
  });

  it('never writes two texts at once, and settles only when the last one is kept', async () => {
    const { begun, ends, write } = slowWrites();
    const keeper = new Keeper(write, assert.fail);
    keeper.typed('a');
    const settled = keeper.settle();
    keeper.typed('ab');
    assert.deepEqual(begun, ['a']);
    ends[0]();
    await new Promise((resolve) => { setImmediate(resolve); });
    assert.deepEqual(begun, ['a', 'ab']);
    ends[1]();
    await settled;
  });

  it('keeps a refused text and tries again, unless a newer one takes its place', async (context) => {
    context.mock.timers.enable({ apis: ['setTimeout'] });
    const refused = mock.fn();
    /** @type {string[]} */
    const tried = [];
    const keeper = new Keeper(async (/** @type {string} */ value) => {
      tried.push(value);
      if (tried.length === 1) throw new Error('no room');
    }, refused);
    keeper.typed('a');
    await keeper.settle();
    assert.equal(refused.mock.callCount(), 1);
    context.mock.timers.tick(RETRY_MS);
    await keeper.settle();
    assert.deepEqual(tried, ['a', 'a']);
  });
});
