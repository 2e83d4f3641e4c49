import assert from "node:assert/strict";
import { test } from "node:test";
import { toCityDate, toCityTime } from "@sello/sdk";
import { Random } from "../../scripts/fuzz/Random.ts";
import { addMonths, toTermEnd } from "../../services/registry/claims/calendarTerm.ts";
import { types } from "./typedWorld.ts";

const city = "Asia/Shanghai";

/** The end of a document issued at a time in the city, as a verdict writes it. */
function endOf(name: string, issued: string): string {
  const expiry = types.expiryOf(types.byName(name), Date.parse(`${issued}+08:00`) / 1000);
  return toCityTime(expiry ?? 0, { timeZone: city, isEnd: true });
}

test("K3: ten years are ten years of the calendar, through the end of the last day", () => {
  assert.equal(endOf("resident-id", "2026-02-01T11:00"), "2036-01-31 24:00 +08:00");
  assert.equal(endOf("resident-id", "2026-02-01T00:00"), "2036-01-31 24:00 +08:00");
  assert.equal(endOf("resident-id", "2026-02-01T23:59"), "2036-01-31 24:00 +08:00");
});

test("K3: a year over 29 February, and one from 29 February", () => {
  assert.equal(endOf("residence-permit", "2027-03-01T09:00"), "2028-02-29 24:00 +08:00");
  assert.equal(endOf("residence-permit", "2028-02-29T09:00"), "2029-02-28 24:00 +08:00");
});

test("K3: the day of issue is the city's, before and after its midnight", () => {
  assert.equal(endOf("residence-permit", "2026-12-31T23:00"), "2027-12-30 24:00 +08:00");
  assert.equal(endOf("residence-permit", "2027-01-01T00:00"), "2027-12-31 24:00 +08:00");
});

test("K3: types without an end have none, and the first version counts as it did", () => {
  assert.equal(types.expiryOf(types.byName("business-licence"), 1_800_000_000), null);
  const first = types.byName("resident-id", 1);
  assert.equal(types.expiryOf(first, 1_800_000_000), 1_800_000_000 + 3_650 * 86_400);
});

test("K3: a city whose clocks skip midnight has an end of the day all the same", () => {
  // In 2026, Beirut's clocks go from 2026-03-28 24:00 to 2026-03-29 01:00.
  const issued = Date.parse("2025-03-29T12:00:00+02:00") / 1000;
  const end = toTermEnd(issued, { years: 1 }, "Asia/Beirut");
  assert.equal(toCityDate(end, "Asia/Beirut"), "2026-03-29");
  assert.equal(toCityDate(end - 1, "Asia/Beirut"), "2026-03-28");
});

test("K3: random terms end where a day of the calendar ends, in any time zone", () => {
  const seed = Number(process.env.SEED ?? Date.now() % 2 ** 32);
  const random = new Random(seed);
  const zones = [city, "UTC", "America/New_York", "Asia/Kolkata", "Pacific/Apia", "Asia/Beirut"];
  for (let count = 0; count < 2_000; count += 1) {
    const issued = 1_500_000_000 + random.below(2_000_000_000);
    const months = 1 + random.below(600);
    const timeZone = random.pick(zones);
    const about = `SEED=${seed} ${issued} ${months} ${timeZone}`;
    const end = toTermEnd(issued, { months }, timeZone);
    const first = toCityDate(issued, timeZone);
    const after = toCityDate(end, timeZone);
    assert.ok(toCityDate(end - 1, timeZone) < after, about);
    // The day itself, or the first of the next month where there is no such day.
    assert.equal(after, addMonths(first, months), about);
    assert.ok(after.endsWith(first.slice(8)) || after.endsWith("-01"), about);
    const monthsOf = (date: string) => Number(date.slice(0, 4)) * 12 + Number(date.slice(5, 7));
    const passed = monthsOf(after) - monthsOf(first);
    assert.ok(passed === months || (passed === months + 1 && after.endsWith("-01")), about);
  }
});
