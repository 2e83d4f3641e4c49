const pattern = /^([0-9]{4})-([0-9]{2})-([0-9]{2})$/;
const daysOfMonth = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] as const;

/** Whether the text is a date of the Gregorian calendar as RFC 3339 `full-date` writes it. */
export function isCalendarDate(text: string): boolean {
  const match = pattern.exec(text);
  if (!match) return false;
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])];
  const leapDay = month === 2 && isLeapYear(year) ? 1 : 0;
  return day >= 1 && day <= (daysOfMonth[month - 1] ?? 0) + leapDay;
}

const isLeapYear = (year: number): boolean =>
  year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);

/** Makes a function from unix seconds to the local date `YYYY-MM-DD` in the time zone (IANA name). */
export function localDates(timeZone: string): (at: number) => string {
  // The Swedish locale writes dates as ISO 8601 does.
  const format = new Intl.DateTimeFormat("sv-SE", { timeZone, dateStyle: "short" });
  let lastAt = Number.NaN;
  let lastDate = "";
  // Thousands of documents are issued within one second, and formatting is slow.
  return (at) => {
    if (at !== lastAt) {
      lastDate = format.format(at * 1000);
      lastAt = at;
    }
    return lastDate;
  };
}

/**
 * Whether somebody born on `birthDate` has lived `years` full years on `today` (both `YYYY-MM-DD`). A year
 * is full on the birthday itself; for 29 February, in a year without one, on 1 March.
 */
export function isAgeOver(birthDate: string, years: number, today: string): boolean {
  const birthYear = Number(birthDate.slice(0, 4)) + years;
  const thisYear = Number(today.slice(0, 4));
  return birthYear < thisYear || (birthYear === thisYear && birthDate.slice(5) <= today.slice(5));
}
