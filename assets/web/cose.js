// COSE_Sign1 (RFC 9052) with ES256, the envelope of seals and of trust bundles.

import { join } from "./bytes.js";
import { decode, head, isBytes, isMap } from "./cbor.js";
import { isSignedBy } from "./certificate.js";
import { Refusal } from "./refusal.js";

const sign1 = 0xd2; // tag 18
const algorithm = 1, es256 = -7;

export const header = { keyID: 4, chain: 33 };

// open reads an envelope: the algorithm and one more header are protected, nothing stands unprotected.
export function open(bytes, wanted) {
  if (bytes[0] !== sign1) throw new Refusal("seal");
  const parts = decode(bytes.subarray(1));
  if (!Array.isArray(parts) || parts.length !== 4) throw new Refusal("seal");
  const [protectedBytes, unprotected, payload, signature] = parts;
  if (![protectedBytes, payload, signature].every(isBytes) || !isMap(unprotected) || unprotected.size || !signature.length) throw new Refusal("seal");
  const headers = decode(protectedBytes);
  if (!isMap(headers) || headers.size !== 2 || headers.get(algorithm) !== es256 || !isBytes(headers.get(wanted))) throw new Refusal("seal");
  return { protectedBytes, payload, signature, named: headers.get(wanted) };
}

const halfOrder = BigInt("0x7fffffff800000007fffffffffffffffde737d56d38bcf4279dce5617e3192a8");

// isSealedBy tells whether the signature is right under the key. Of the two forms that a signature can have, only the one
// with the lower s counts: one content has one seal.
export async function isSealedBy(key, envelope) {
  const { signature } = envelope;
  if (signature.length !== 64) return false;
  const s = signature.subarray(32).reduce((n, byte) => n << 8n | BigInt(byte), 0n);
  return s <= halfOrder && await isSignedBy(key, signature, signedBytes(envelope));
}

// signedBytes is the Sig_structure: ["Signature1", protected header, no external data, payload].
function signedBytes({ protectedBytes, payload }) {
  const start = [0x84, 0x6a, ...new TextEncoder().encode("Signature1")];
  return join(start, head(2, protectedBytes.length), protectedBytes, head(2, 0), head(2, payload.length), payload);
}
