// Whom a bundle makes trusted: its roots, those for which a trusted root vouches by a cross, and the publishers behind
// whom a root stands.

import { isCertified, parsePublisher, parseRoot, vouchesFor } from "./certificate.js";

// settle finds the listed roots that are trusted, all where nobody was trusted before, and the issuers that may stand
// behind signers.
export async function settle(content, trusted) {
  const listed = await Promise.all(content.roots.map(parseRoot));
  const retired = await Promise.all(content.retired.map(parseRoot));
  const known = await vouched([...listed, ...retired], content.crosses, trusted);
  const roots = listed.filter((root) => trusted.length === 0 || known.has(root.id));
  const issuers = [...roots, ...retired];
  for (const publisher of await Promise.all(content.publishers.map(parsePublisher))) {
    if (await isCertifiedByOne(publisher, [...roots, ...retired])) issuers.push(publisher);
  }
  return { roots, issuers };
}

// vouched grows the trusted roots by those for which one of them signed a cross, until none is left.
async function vouched(roots, crosses, trusted) {
  const known = new Map(trusted.map((root) => [root.id, root]));
  for (let grown = true; grown;) {
    grown = false;
    for (const next of roots) {
      if (!known.has(next.id) && await hasCross(next, crosses, known)) {
        known.set(next.id, next);
        grown = true;
      }
    }
  }
  return known;
}

async function hasCross(next, crosses, known) {
  for (const old of known.values()) {
    for (const cross of crosses) {
      if (await vouchesFor(cross, old, next)) return true;
    }
  }
  return false;
}

// isCertifiedByOne tells whether one of the issuers certified the publisher or signer.
export async function isCertifiedByOne(holder, issuers) {
  for (const issuer of issuers) {
    if (await isCertified(holder, issuer)) return true;
  }
  return false;
}
