// The registry's word: its trust bundle, with the status list, and what its numbers mean. It is asked when there is a
// network, and kept on the device for when there is none.

import { parseBundle, successor } from "./bundle.js";
import { fromBase64 } from "./bytes.js";
import { parseRoot } from "./certificate.js";
import * as keep from "./keep.js";
import { Refusal } from "./refusal.js";

const longestWait = 60_000; // milliseconds, for a village's line

export const now = () => Date.now() / 1000;

// Trust is what the page goes by. Whoever holds a bundle accepts as its successor only one that rests on the same roots and
// takes nothing back; without one, the root that the host serves with the page counts.
export class Trust {
  bundle = null;
  about = null; // {host, languages, roots, outcomes, commissions, services}
  reached = true; // whether the registry answered when it was last asked
  refused = null; // why its last answer was not taken, in a stable word

  // open takes what the device holds. The roots that it trusts are kept beside the bundle: a bundle may list others too.
  async open() {
    const kept = await keep.get("trust");
    if (!kept) return;
    try {
      this.bundle = await parseBundle(kept.file, await Promise.all(kept.roots.map(parseRoot)));
      this.about = kept.about;
    } catch (refusal) {
      if (!(refusal instanceof Refusal)) throw refusal;
      await keep.remove("trust");
    }
  }

  // age is how many seconds ago the list was made; a slow clock makes it no younger than it is.
  age() {
    return this.bundle ? Math.max(0, now() - this.bundle.issued) : Infinity;
  }

  // refresh asks the registry. What it answers is taken, or the former word stays and refused says why.
  async refresh() {
    const answer = await Promise.all([ask("/d/registry.json", (r) => r.json()), ask("/v1/trust", (r) => r.arrayBuffer())]).catch(() => null);
    this.reached = answer !== null;
    if (!this.reached) return;
    const [about, file] = [answer[0], new Uint8Array(answer[1])];
    try {
      this.bundle = this.bundle ? await successor(this.bundle, file, now()) : await first(file, about);
    } catch (refusal) {
      if (!(refusal instanceof Refusal)) throw refusal;
      this.refused = refusal.code;
      return;
    }
    this.refused = null;
    this.about = about;
    await keep.put("trust", { file, about, roots: this.bundle.roots.map((root) => root.bytes) });
  }

  // trustAgain forgets whom the device trusted and begins with the root that the host serves now.
  async trustAgain() {
    const held = this.bundle;
    this.bundle = null;
    await this.refresh();
    this.bundle ??= held;
  }
}

// first reads the first bundle that a device gets. Without a root to begin with, no bundle is trusted.
async function first(file, about) {
  if (!Array.isArray(about?.roots) || !about.roots.length) throw new Refusal("bundle");
  const roots = await Promise.all(about.roots.map((root) => parseRoot(fromBase64(root))));
  return parseBundle(file, roots);
}

async function ask(path, read) {
  const reply = await fetch(path, { cache: "no-cache", credentials: "omit", signal: AbortSignal.timeout(longestWait) });
  if (!reply.ok) throw new Error(`${path}: ${reply.status}`);
  return read(reply);
}
