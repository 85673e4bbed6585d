/** Reads QR codes from the camera, on the device: the only importer of `qr/dom.js`, loaded when a person wants to read one. */

/**
 * Shows the camera in `video` until a code is read or it is stopped.
 * @param {HTMLVideoElement} video @param {(text: string) => void} read called once
 * @returns {Promise<() => void>} stops the camera; rejects with a `DOMException` when there is none, or none is allowed
 */
export async function openCamera(video, read) {
  const { frameLoop, QRCanvas, rearCamera } = await import('qr/dom.js');
  const camera = await rearCamera(video);
  const canvas = new QRCanvas();
  let done = false;
  let looking = false;
  const stopLoop = frameLoop(async () => {
    if (done || looking) return;
    looking = true;
    const text = await camera.readFrame(canvas);
    looking = false;
    if (done || text === undefined) return;
    done = true;
    read(String(text));
  });
  return () => { done = true; stopLoop(); camera.stop(); };
}
