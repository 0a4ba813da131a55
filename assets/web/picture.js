// A code in a picture, read by the browser where it can.

import { find } from "./digits.js";
import { Refusal } from "./refusal.js";

// canRead tells whether this browser reads QR codes.
export async function canRead() {
  return "BarcodeDetector" in window && (await BarcodeDetector.getSupportedFormats()).includes("qr_code");
}

// textIn gives the text of a picture's code, the one with a seal where there are several, or "" where there is none.
export async function textIn(file) {
  try {
    const codes = await new BarcodeDetector({ formats: ["qr_code"] }).detect(await createImageBitmap(file));
    const found = codes.map((code) => code.rawValue);
    return found.find(hasSeal) ?? found[0] ?? "";
  } catch {
    return ""; // no picture at all
  }
}

function hasSeal(text) {
  try {
    return find(text).length > 0;
  } catch (refusal) {
    if (!(refusal instanceof Refusal)) throw refusal;
    return false;
  }
}
