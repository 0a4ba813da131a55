// Answers every vector with the page's own modules, in the form in which the vectors stand.
(async () => {
  const [{ parseBundle, successor }, { fromHex }, { find }, { Refusal }, { verify, notFound, isReliable }, day] =
    await Promise.all(["bundle", "bytes", "digits", "refusal", "verdict", "day"].map((name) => import(`/d/${name}.js`)));
  const file = await (await fetch("/vectors.json")).json();

  const iso = (d) => (d === undefined ? undefined : day.iso(d));
  const time = (seconds) => (seconds === undefined ? undefined : new Date(seconds * 1000).toISOString().replace(".000Z", "Z"));
  const claims = (c) => c && {
    issuer: c.issuer, issued: time(c.issued), expires: time(c.expires), statusIndex: c.statusIndex, number: c.number, kind: c.kind,
    name: { surname: c.name.surname, given: c.name.given, patronymic: c.name.patronymic || undefined, shortened: c.name.shortened },
    birth: iso(c.birth), identifierTail: c.identifierTail, outcome: c.outcome, percent: c.percent || undefined, since: iso(c.since),
    until: iso(c.until), next: iso(c.next), commission: c.commission, sample: c.sample, duplicate: c.duplicate || undefined,
    services: c.services.length ? c.services : undefined,
  };
  const exit = (v) => (isReliable(v) ? 0 : v.code === "other-code" || v.code === "unreadable" && v.reason !== "seal" ? 2 : 1);

  const bundles = { none: null, "": await parseBundle(fromHex(file.bundle)) };
  for (const [name, data] of Object.entries(file.bundles)) bundles[name] = await parseBundle(fromHex(data));

  const refused = {};
  for (const [name, data] of Object.entries(file.refused)) {
    refused[name] = await successor(bundles[""], fromHex(data), bundles[""].issued + 60).then(() => "", (refusal) => {
      if (!(refusal instanceof Refusal)) throw refusal;
      return refusal.code;
    });
  }

  const answers = [];
  for (const v of file.vectors) {
    let got;
    try {
      const sealed = v.text === undefined ? fromHex(v.sealed ?? "") : find(v.text);
      got = await verify(sealed, bundles[v.bundle ?? ""], Date.parse(v.at) / 1000, v.grace);
    } catch (refusal) {
      if (!(refusal instanceof Refusal)) throw refusal;
      got = notFound(refusal);
    }
    answers.push({
      verdict: got.code, reason: got.reason, exit: exit(got), sample: got.sample ?? false, claims: claims(got.claims) ?? null,
      extendedUntil: iso(got.extendedUntil), extendedBy: got.extendedBy?.id,
    });
  }
  return { answers, refused };
})()
