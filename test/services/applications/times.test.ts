import assert from "node:assert/strict";
import { test } from "node:test";
import { toDueAt } from "../../../services/applications/times/toDueAt.ts";
import { readWorkYears, WorkCalendar } from "../../../services/applications/times/WorkCalendar.ts";

const zone = "Asia/Shanghai";
/** Unix seconds of a quarter past nine in the city. */
const at = (day: string): number => Date.parse(`${day}T09:15:00+08:00`) / 1_000;
const dayOf = (seconds: number): string =>
  new Date(seconds * 1_000).toLocaleDateString("sv", { timeZone: zone });
const calendar = new WorkCalendar();
const due = (day: string, days: number): string =>
  dayOf(toDueAt(at(day), days, { calendar, timeZone: zone }));

test("days off do not count, and the Saturdays and Sundays that are worked instead do", () => {
  assert.equal(due("2026-03-02", 5), "2026-03-09", "from Monday to Monday");
  assert.equal(due("2026-09-30", 1), "2026-10-08", "after the National Day");
  assert.equal(due("2026-10-09", 1), "2026-10-10", "a Saturday that is worked");
  assert.equal(due("2026-02-13", 2), "2026-02-24", "a Saturday that is worked, then nine days off");
  assert.equal(due("2026-10-09", 0), "2026-10-09");
});

test("the time of the day stays", () => {
  assert.equal(toDueAt(at("2026-09-30"), 3, { calendar, timeZone: zone }), at("2026-10-10"));
});

test("in a year that no file says, offices work from Monday to Friday", () => {
  const plain = new WorkCalendar([]);
  assert.deepEqual(
    ["2031-10-01", "2031-10-03", "2031-10-04", "2031-10-05"].map((day) => plain.isWorkday(day)),
    [true, true, false, false],
  );
});

test("each file says days of its own year, and no day twice", () => {
  for (const { off, on, source } of readWorkYears()) {
    const days = [...off.flat(), ...on];
    assert.equal(new Set(days.map((day) => day.slice(0, 4))).size, 1, source);
    assert.ok(
      off.every(([first, last]) => first <= last),
      source,
    );
    for (const day of on)
      assert.ok([0, 6].includes(new Date(`${day}T00:00:00Z`).getUTCDay()), `${day} is no weekend`);
  }
});
