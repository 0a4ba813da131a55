// The certificates of roots, publishers and signers. A root certifies publishers of trust bundles and signers of papers;
// what each may do stands in an extension of ours, and a certificate without it is none of ours.

import { equal, hex, keyID } from "./bytes.js";
import * as der from "./der.js";
import { Refusal } from "./refusal.js";

const ours = "2b06010401868d1f01"; // 1.3.6.1.4.1.99999.1
const oids = { signer: ours + "01", root: ours + "02", publisher: ours + "03", keyUsage: "551d0f", constraints: "551d13" };

const largest = 4096;

const ecdsaWithSHA256 = "300a06082a8648ce3d040302";
// Before the two coordinates of every public key on the curve P-256.
const p256 = "3059301306072a8648ce3d020106082a8648ce3d03010703420004";

// certificate reads X.509, version 3, as our roots make it.
async function certificate(bytes) {
  if (bytes.length > largest) throw new Refusal("certificate");
  const [body, algorithm, signature, ...more] = der.sequence(bytes);
  const bits = der.expect(signature, der.tag.bits);
  if (more.length || hex(algorithm.whole) !== ecdsaWithSHA256 || bits[0] !== 0) throw new Refusal("certificate");
  const [version, serial, inner, issuer, validity, subject, key, ...rest] = der.all(der.expect(body, der.tag.sequence));
  const [from, until, ...others] = der.all(der.expect(validity, der.tag.sequence));
  const spoken = der.one(der.expect(version, der.tag.version));
  if (der.integer(spoken) !== 2 || hex(inner.whole) !== ecdsaWithSHA256 || !until || others.length || !key) throw new Refusal("certificate");
  for (const [value, wanted] of [[serial, der.tag.integer], [issuer, der.tag.sequence], [subject, der.tag.sequence]]) der.expect(value, wanted);
  const extensions = readExtensions(rest);
  return {
    bytes, body: body.whole, signature: rawSignature(bits.subarray(1)), id: await keyID(bytes),
    point: key.whole, key: await publicKey(key.whole),
    from: der.seconds(from), until: der.seconds(until), extensions, authority: isAuthority(extensions),
  };
}

function readExtensions(rest) {
  const found = new Map();
  const last = rest.at(-1);
  if (!last || last.tag !== der.tag.extensions) return found;
  for (const extension of der.sequence(last.content)) {
    const parts = der.all(der.expect(extension, der.tag.sequence));
    const oid = hex(der.expect(parts[0], der.tag.oid));
    if (parts.length === 3) der.boolean(parts[1]);
    if (found.has(oid) || parts.length < 2 || parts.length > 3) throw new Refusal("certificate");
    found.set(oid, der.expect(parts.at(-1), der.tag.octets));
  }
  return found;
}

// isAuthority tells whether a certificate may stand behind others: it says so, and its key may sign certificates.
function isAuthority(extensions) {
  const constraints = extensions.get(oids.constraints);
  const [isOne] = constraints ? der.sequence(constraints) : [];
  if (!isOne || isOne.tag !== der.tag.boolean || !der.boolean(isOne)) return false;
  const usage = extensions.get(oids.keyUsage);
  return !usage || (der.expect(der.one(usage), der.tag.bits)[1] & 0x04) !== 0;
}

async function publicKey(info) {
  if (!hex(info).startsWith(p256)) throw new Refusal("key");
  try {
    return await crypto.subtle.importKey("spki", info, { name: "ECDSA", namedCurve: "P-256" }, false, ["verify"]);
  } catch {
    throw new Refusal("key");
  }
}

// rawSignature writes a certificate's r and s as 32 bytes each, as the browser wants them.
function rawSignature(bytes) {
  const raw = new Uint8Array(64);
  const numbers = der.sequence(bytes);
  numbers.forEach((number, i) => {
    let content = der.expect(number, der.tag.integer);
    if (content[0] === 0) content = content.subarray(1);
    if (numbers.length !== 2 || content.length > 32) throw new Refusal("certificate");
    raw.set(content, 32 * (i + 1) - content.length);
  });
  return raw;
}

export const isSignedBy = (key, signature, content) =>
  crypto.subtle.verify({ name: "ECDSA", hash: "SHA-256" }, key, signature, content);

export const isWithin = (c, at) => at >= c.from && at <= c.until;

// isCertified tells whether an issuer, which is a root or a publisher, certified a publisher or signer: while it was valid
// itself, and both for samples or both not.
export async function isCertified(holder, issuer) {
  return holder.sample === issuer.sample && issuer.authority && isWithin(issuer, holder.from) &&
    await isSignedBy(issuer.key, holder.signature, holder.body);
}

function extension(c, oid) {
  const value = c.extensions.get(oid);
  if (!value) throw new Refusal("certificate");
  return der.sequence(value);
}

// parseRoot reads a root and checks that it signed itself.
export async function parseRoot(bytes) {
  const c = await certificate(bytes);
  const [sample] = extension(c, oids.root);
  const root = { ...c, sample: der.boolean(sample) };
  if (!root.authority || !await isSignedBy(root.key, root.signature, root.body)) throw new Refusal("certificate");
  return root;
}

// vouchesFor tells whether a certificate is the old root's word for the new one.
export async function vouchesFor(bytes, old, next) {
  const c = await certificate(bytes).catch(() => null);
  if (!c || !c.extensions.has(oids.root) || !equal(c.point, next.point)) return false;
  const [sample] = extension(c, oids.root);
  return next.sample === old.sample && await isCertified({ ...c, sample: der.boolean(sample) }, old);
}

// parsePublisher reads the certificate of the registry's own authority, which signs trust bundles and certifies signers.
export async function parsePublisher(bytes) {
  const c = await certificate(bytes);
  const [sample] = extension(c, oids.publisher);
  return { ...c, sample: der.boolean(sample) };
}

// parseSigner reads a signer with what it may seal: one commission, a block of numbers and a block of places in the list.
export async function parseSigner(bytes) {
  const c = await certificate(bytes);
  const parts = extension(c, oids.signer);
  const [commission, numberFrom, numberTo, indexFrom, indexTo] = parts.slice(0, 5).map(der.integer);
  const sample = der.boolean(parts[5]);
  if (commission < 0 || numberFrom < 1 || numberTo < numberFrom || indexFrom < 0 || indexTo < indexFrom) throw new Refusal("block");
  return { ...c, sample, scope: { commission, numberFrom, numberTo, indexFrom, indexTo } };
}

export const hasNumber = (signer, number) => number >= signer.scope.numberFrom && number <= signer.scope.numberTo;

// covers tells whether the signer may make these claims.
export function covers(signer, claims) {
  const { commission, indexFrom, indexTo } = signer.scope;
  return claims.commission === commission && hasNumber(signer, claims.number) &&
    claims.statusIndex >= indexFrom && claims.statusIndex <= indexTo && claims.sample === signer.sample;
}
