/** Reads the code on the other screen with the camera; nothing of the picture is kept or sent. Tells `qr-read` with its text. */

import { html, nothing } from '../../ui/lit.js';
import { openCamera } from '../../ui/qr-camera.js';
import { t } from '../../ui/translate.js';
import { View } from '../../ui/view.js';

export class QrReaderElement extends View {
  static properties = { looking: { state: true }, failed: { state: true } };

  constructor() {
    super();
    this.looking = false;
    this.failed = false;
    /** @type {(() => void)|null} */
    this.stop = null;
  }

  connectedCallback() {
    super.connectedCallback();
    this.follow();
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.shut();
  }

  shut() {
    this.stop?.();
    this.stop = null;
    this.looking = false;
  }

  async look() {
    this.looking = true;
    this.failed = false;
    await this.updateComplete;
    const video = /** @type {HTMLVideoElement} */ (this.querySelector('video'));
    try {
      this.stop = await openCamera(video, (text) => { this.shut(); this.tell('qr-read', text); });
    } catch (error) {
      if (!(error instanceof DOMException)) throw error;
      this.shut();
      this.failed = true;
    }
  }

  render() {
    return html`${this.looking ? html`<video muted playsinline aria-label=${t('ceremony.camera')}></video>` : nothing}
      ${this.failed ? html`<p class="wrong" role="alert">${t('ceremony.noCamera')}</p>` : nothing}
      <p class="words"><button class="word" type="button" @click=${this.looking ? this.shut : this.look}>${this.looking ? t('act.cancel') : t('ceremony.readQr')}</button></p>`;
  }
}

customElements.define('recul-qr-reader', QrReaderElement);
