/** QR codes, drawn by our own nodes: the only importer of `qr`. */

import encodeQR from 'qr';
import { html, svg } from './lit.js';

/**
 * A QR code of a text, black on white whatever the theme. It is drawn on the device and asks nothing of the network.
 * @param {string} text what a camera will read @param {string} label its name for a screen reader
 */
export function qrCode(text, label) {
  const rows = encodeQR(text, 'raw', { border: 2, ecc: 'medium' });
  const squares = rows.map((row, y) => row.map((dark, x) => (dark ? `M${x} ${y}h1v1h-1z` : '')).join('')).join('');
  return html`<svg class="qr" role="img" aria-label=${label} viewBox="0 0 ${rows.length} ${rows.length}"
    shape-rendering="crispEdges">${svg`<path d=${squares} fill="#000"></path>`}</svg>`;
}
