import assert from "node:assert/strict";
import { test } from "node:test";
import {
  isAgeOver,
  isCalendarDate,
  localDates,
} from "../../../../services/registry/claims/calendarDate.ts";
import {
  isGb11643,
  toGb11643BirthDate,
  toGb11643CheckCharacter,
  toGb11643Sex,
} from "../../../../services/registry/claims/gb11643.ts";
import { isGb32100 } from "../../../../services/registry/claims/gb32100.ts";

// The two examples of GB 11643-1999 itself.
const examples = ["11010519491231002X", "440524188001010014"];

test("the standard's own identity numbers are valid, and what they carry is read", () => {
  assert.deepEqual(examples.map(isGb11643), [true, true]);
  assert.deepEqual(examples.map(toGb11643BirthDate), ["1949-12-31", "1880-01-01"]);
  assert.deepEqual(examples.map(toGb11643Sex), ["female", "male"]);
});

test("an identity number with any one digit changed, or two neighbours swapped, is not valid", () => {
  const number = examples[1] ?? "";
  for (let place = 0; place < 17; place += 1) {
    const digit = (Number(number[place]) + 1) % 10;
    assert.equal(isGb11643(number.slice(0, place) + digit + number.slice(place + 1)), false);
    const [left, right] = [number[place], number[place + 1]];
    if (left === right) continue;
    assert.equal(isGb11643(number.slice(0, place) + right + left + number.slice(place + 2)), false);
  }
});

test("an identity number has a real date, 18 characters and a capital X", () => {
  const digits = "11010519490231002";
  assert.equal(isGb11643(digits + toGb11643CheckCharacter(digits)), false, "31 February");
  assert.equal(isGb11643("11010519491231002x"), false);
  assert.equal(isGb11643("11010519491231002"), false);
  assert.equal(isGb11643(" 11010519491231002X"), false);
});

test("unified social credit codes are held against their check character", () => {
  assert.equal(isGb32100("91350100M000100Y43"), true);
  assert.equal(isGb32100("91350100M000100Y44"), false);
  assert.equal(isGb32100("91350100M000100I43"), false, "I is not in the alphabet");
});

test("dates are those of the calendar", () => {
  const right = ["2000-02-29", "2024-02-29", "2026-12-31"];
  const wrong = ["1900-02-29", "2023-02-29", "2026-13-01", "2026-00-10", "2026-04-31", "2026-4-3"];
  assert.deepEqual(right.map(isCalendarDate), [true, true, true]);
  assert.deepEqual(
    wrong.map(isCalendarDate),
    wrong.map(() => false),
  );
});

test("a year of life is full on the birthday, and on 1 March for who was born on 29 February", () => {
  assert.equal(isAgeOver("2008-11-23", 18, "2026-11-22"), false);
  assert.equal(isAgeOver("2008-11-23", 18, "2026-11-23"), true);
  assert.equal(isAgeOver("2008-02-29", 18, "2026-02-28"), false);
  assert.equal(isAgeOver("2008-02-29", 18, "2026-03-01"), true);
  assert.equal(isAgeOver("2008-02-29", 20, "2028-02-29"), true);
});

test("the day is that of the city, not of Greenwich", () => {
  const inShenzhen = localDates("Asia/Shanghai");
  const at = Date.UTC(2026, 10, 22, 16, 0, 0) / 1000;
  assert.equal(inShenzhen(at - 1), "2026-11-22");
  assert.equal(inShenzhen(at), "2026-11-23");
  assert.equal(localDates("UTC")(at), "2026-11-22");
});
