/** What has become of what is written, in words. */

import { html, nothing } from '../ui/lit.js';
import { mark } from '../ui/marks.js';
import { t } from '../ui/translate.js';
import { View } from '../ui/view.js';
import { silenceWords } from './heard.js';

/** « Enregistrement… » is only said when it lasts. */
const PATIENCE_MS = 2000;

/** @type {Record<string, ['tick'|'offline'|'two'|'trouble', import('../ui/translate.js').Sentence]>} */
const STATES = {
  'on-device': ['tick', 'state.onDevice'],
  saving: ['offline', 'state.saving'],
  saved: ['tick', 'state.saved'],
  offline: ['offline', 'state.offline'],
  'two-versions': ['two', 'state.twoVersions'],
  'no-space': ['trouble', 'state.noSpace'],
  trouble: ['trouble', 'state.trouble'],
};

/** The one failure of which the person should know more: nobody but the host can end it. @type {['trouble', import('../ui/translate.js').Sentence]} */
const FULL_SERVER = ['trouble', 'refusal.storage-full'];

export class StateLineElement extends View {
  static properties = { shown: { state: true },  };

  constructor() {
    super();
    this.shown = 'idle';
    /** @type {ReturnType<typeof setTimeout>|undefined} */
    this.patience = undefined;
  }

  follow() {
    super.follow();
    const { signal } = /** @type {AbortController} */ (this.following);
    this.notebook.addEventListener('state-changed', () => { this.showState(); this.requestUpdate(); }, { signal });
    this.notebook.addEventListener('progress-changed', () => this.requestUpdate(), { signal });
    this.notebook.addEventListener('entries-changed', () => this.requestUpdate(), { signal });
    this.showState();
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    clearTimeout(this.patience);
  }

  showState() {
    clearTimeout(this.patience);
    const { state } = this.notebook;
    if (state !== 'saving') this.shown = state;
    else this.patience = setTimeout(() => { this.shown = 'saving'; }, PATIENCE_MS);
  }

  /** @returns {string|undefined} the id of a text that has two versions */
  doubled() {
    return [...this.notebook.entries.values()].find((entry) => entry.copyOf)?.id;
  }

  render() {
    const { progress } = this.notebook;
    if (progress?.step === 'texts' && progress.done < progress.total) {
      return html`<p class="state-line" role="status">${mark('offline')}<span>${t('opening.texts.now', { done: progress.done, total: progress.total })}</span></p>`;
    }
    const full = this.shown === 'trouble' && this.notebook.failure === 'storage-full';
    const [name, sentence] = full ? FULL_SERVER : STATES[this.shown] ?? [];
    const doubled = this.shown === 'two-versions' ? this.doubled() : undefined;
    return html`<p class="state-line" role="status">${name && sentence ? html`${mark(name)}<span>${t(sentence)}
      ${doubled ? html`<a class="word" href="/carnet/versions#${doubled}">${t('state.sideBySide')}</a>` : nothing}
      ${this.shown === 'no-space' ? html`<a class="word" href="/carnet/export">${t('state.whatToDo')}</a>` : nothing}</span>` : nothing}${silenceWords(this.notebook.heard)}</p>`;
  }
}

customElements.define('recul-state-line', StateLineElement);
