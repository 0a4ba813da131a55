// Bytes on their way in and out: hexadecimal, base64, joined, hashed.

export const hex = (bytes) => Array.from(bytes, (b) => b.toString(16).padStart(2, "0")).join("");

export const fromHex = (text) => Uint8Array.from(text.match(/../g) ?? [], (pair) => parseInt(pair, 16));

export const fromBase64 = (text) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));

export const equal = (a, b) => a.length === b.length && a.every((byte, i) => byte === b[i]);

export function join(...parts) {
  const joined = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    joined.set(part, at);
    at += part.length;
  }
  return joined;
}

// fingerprint is how people compare a certificate by telephone or on paper: its SHA-256, in groups of four digits.
export async function fingerprint(certificate) {
  const hash = hex(new Uint8Array(await crypto.subtle.digest("SHA-256", certificate)));
  return hash.toUpperCase().match(/.{4}/g).join(" ");
}

// keyID names a certificate: the first 8 bytes of its SHA-256, in hexadecimal.
export async function keyID(certificate) {
  return hex(new Uint8Array(await crypto.subtle.digest("SHA-256", certificate)).subarray(0, 8));
}
