import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { INITIAL, LONGEST_WAIT, TRANSITIONS, stateLine, step } from '../../static/js/sync/machine.js';

/** @param {any[]} events @returns {{state: any, effects: any[]}} */
function play(events, state = INITIAL) {
  return events.reduce((reached, event) => step(reached.state, event), { state, effects: [] });
}

const EVENTS = [
  { type: 'wake' }, { type: 'flush' }, { type: 'pulled' }, { type: 'stale' }, { type: 'retry' }, { type: 'renewed' }, { type: 'settled' },
  { type: 'alarm' }, { type: 'counted', unsent: 1 }, { type: 'pushed', unsent: 0 }, { type: 'failed', code: 'offline' },
];

describe('the sync machine', () => {
  it('pulls before it pushes, and pushes only when something is unsent', () => {
    const woken = play([{ type: 'counted', unsent: 2 }, { type: 'wake' }]);
    assert.deepEqual([woken.state.mode, woken.effects], ['pulling', ['pull']]);
    const pulled = step(woken.state, { type: 'pulled' });
    assert.deepEqual([pulled.state.mode, pulled.effects], ['pushing', ['push']]);
    assert.equal(play([{ type: 'wake' }, { type: 'pulled' }]).state.mode, 'resting');
  });

  it('never starts a second exchange while one is under way', () => {
    for (const mode of ['pulling', 'pushing']) {
      for (const type of ['wake', 'flush']) {
        const { state, effects } = step({ ...INITIAL, mode }, { type });
        assert.deepEqual([state.mode, state.again, effects], [mode, true, []]);
      }
    }
  });

  it('reads once more when it was woken while it read and then had to send', () => {
    const woken = play([{ type: 'wake' }, { type: 'wake' }, { type: 'counted', unsent: 1 }, { type: 'pulled' }]);
    assert.deepEqual([woken.state.mode, woken.state.again], ['pushing', true]);
    const pushed = step(woken.state, { type: 'pushed', unsent: 0 });
    assert.deepEqual([pushed.state.mode, pushed.state.again, pushed.effects], ['pulling', false, ['pull']]);
  });

  it('sends nothing after an alarm until the person decides', () => {
    const alarmed = play([{ type: 'counted', unsent: 3 }, { type: 'wake' }, { type: 'alarm' }]);
    assert.deepEqual(alarmed.effects, ['halt']);
    for (const event of EVENTS.filter(({ type }) => type !== 'settled')) {
      const { state, effects } = step(alarmed.state, event);
      assert.deepEqual([state.mode, effects], ['halted', []]);
    }
    assert.deepEqual(step(alarmed.state, { type: 'settled' }).effects, ['pull']);
  });

  it('reaches the alarm from every mode', () => {
    for (const mode of Object.keys(TRANSITIONS).filter((name) => name !== 'halted')) {
      assert.equal(step({ ...INITIAL, mode }, { type: 'alarm' }).state.mode, 'halted');
    }
  });

  it('waits as long as it is told, otherwise twice as long each time up to a limit', () => {
    const told = play([{ type: 'wake' }, { type: 'failed', code: 'slow-down', retryAfter: 77 }]);
    assert.deepEqual([told.state.mode, told.effects], ['waiting', [{ wait: 77 }]]);
    let state = INITIAL;
    let last = 0;
    for (let attempt = 0; attempt < 12; attempt += 1) {
      const failed = play([{ type: 'retry' }, { type: 'failed', code: 'server' }], state);
      const [{ wait }] = failed.effects;
      assert.ok(wait >= last && wait <= LONGEST_WAIT);
      [state, last] = [failed.state, wait];
    }
    assert.equal(last, LONGEST_WAIT);
  });

  it('asks for the passphrase when the session was cut, and nothing else brings it back', () => {
    const cut = play([{ type: 'wake' }, { type: 'failed', code: 'session' }]);
    assert.deepEqual([cut.state.mode, cut.effects], ['cut', []]);
    assert.equal(step(cut.state, { type: 'wake' }).state.mode, 'cut');
    assert.deepEqual(step(cut.state, { type: 'renewed' }).effects, ['pull']);
  });

  it('pulls again after losing the race for the head', () => {
    const pushing = { ...INITIAL, mode: 'pushing', unsent: 1 };
    assert.deepEqual(step(pushing, { type: 'stale' }).effects, ['pull']);
  });

  it('never says saved while something is unsent', () => {
    const device = { twoVersions: false, noSpace: false };
    for (const mode of Object.keys(TRANSITIONS)) {
      assert.notEqual(stateLine({ ...INITIAL, mode, unsent: 1, saved: true }, device), 'saved');
    }
    assert.equal(stateLine({ ...INITIAL, saved: true }, device), 'saved');
    assert.equal(stateLine({ ...INITIAL, unsent: 1 }, device), 'on-device');
    assert.equal(stateLine(INITIAL, { ...device, noSpace: true }), 'no-space');
    assert.equal(stateLine(INITIAL, { ...device, twoVersions: true }), 'two-versions');
  });
});
