// Words: which language the page speaks, and how it writes days, times and spans in it.

import az from "./text/az.js";
import en from "./text/en.js";
import kk from "./text/kk.js";
import ru from "./text/ru.js";
import uk from "./text/uk.js";

export const texts = { az, kk, ru, uk, en };

export const names = { az: "Azərbaycanca", kk: "Қазақша", ru: "Русский", uk: "Українська", en: "English" };

// preferred is the first language of the reader, then of the country, that the page speaks.
export function preferred(ofReader, ofCountry = []) {
  const known = [...ofReader, ...ofCountry].map((tag) => tag.slice(0, 2).toLowerCase()).find((tag) => tag in texts);
  return known ?? "en";
}

// fill puts values in the places of a sentence.
export const fill = (sentence, values) => sentence.replace(/\{(\w+)\}/g, (_, name) => values[name]);

// inLanguage picks a name: [text, its language], in the wanted language, else in one that the reader knows, else the first.
export function inLanguage(named, language) {
  const codes = [language, ...navigator.languages.map((tag) => tag.slice(0, 2)), ...Object.keys(named)];
  const code = codes.find((c) => named[c]);
  return [named[code] ?? "", code ?? language];
}

// paperDate writes 2028-11-11 as papers do: 11.11.2028.
export const paperDate = (iso) => iso.split("-").reverse().join(".");

// clockTime writes seconds since 1970 in the reader's zone: 12.11.2026 13:31.
export function clockTime(at) {
  const date = new Date(at * 1000);
  const two = (n) => String(n).padStart(2, "0");
  return `${two(date.getDate())}.${two(date.getMonth() + 1)}.${date.getFullYear()} ${two(date.getHours())}:${two(date.getMinutes())}`;
}

// span writes a number of days, hours or minutes with the word's right form. The words are our own, because browsers do not
// know them in every language.
export function span(n, unit, words, language) {
  const forms = words.spans[unit];
  return fill(forms[new Intl.PluralRules(language).select(n)] ?? forms.many, { n });
}

// ago says in words how many seconds ago something was: "3 days ago".
export function ago(seconds, words, language) {
  const [unit, size] = [["day", 86400], ["hour", 3600]].find(([, size]) => seconds >= size) ?? ["minute", 60];
  return fill(words.ago, { span: span(Math.floor(seconds / size), unit, words, language) });
}
