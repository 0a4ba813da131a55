// A day is the count of days since 1970-01-01, as it stands in seals: the same day wherever the paper is read.

export const seconds = 86400; // in a day

// isKnown tells whether a number can be a day at all.
export const isKnown = (n) => Number.isSafeInteger(n) && n >= -100_000 && n <= 4_000_000;

// iso writes a day as 2028-11-11.
export const iso = (day) => new Date(day * seconds * 1000).toISOString().slice(0, 10);

export const first = Date.UTC(1800, 0, 1) / seconds / 1000;
export const last = Date.UTC(9999, 11, 31) / seconds / 1000;

// addMonths keeps the day where the month has it: 31 January and one month is the last day of February.
export function addMonths(day, months) {
  const date = new Date(day * seconds * 1000);
  const year = date.getUTCFullYear(), month = date.getUTCMonth() + months;
  const longest = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
  return Date.UTC(year, month, Math.min(date.getUTCDate(), longest)) / seconds / 1000;
}
