import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { demoResidents } from "../../../../dev/demo-residents/residentPeople.ts";
import {
  maskIdNumber,
  maskName,
  maskPhone,
} from "../../../../services/accounts/residents/masks.ts";
import { parseIdNumber } from "../../../../services/accounts/residents/readIdNumber.ts";
import { parsePhone } from "../../../../services/accounts/residents/readPhone.ts";
import { toActs } from "../../../../services/accounts/residents/residentActs.ts";
import { toGb11643CheckCharacter } from "../../../../services/registry/claims/gb11643.ts";
import { idNumber } from "./ResidentScene.ts";

const withCheck = (digits: string): string => `${digits}${toGb11643CheckCharacter(digits)}`;

test("phones are read as people write them", () => {
  const numbers: readonly [string, string | null][] = [
    ["13800138000", "+8613800138000"],
    ["+86 138-0013-8000", "+8613800138000"],
    ["０１３", null],
    ["1３800138000", "+8613800138000"],
    ["0034 612 345 678", "+34612345678"],
    ["+34 (612) 345-678", "+34612345678"],
    // A Chinese number that is no mobile one gets no messages.
    ["+86 755 1234 5678", null],
    ["12800138000", null],
    ["+0123456789", null],
    ["+1234567890123456", null],
    ["+86138001380001", null],
    ["", null],
    ["+86138001380OO", null],
  ];
  for (const [text, expected] of numbers) assert.equal(parsePhone(text), expected, text);
});

test("identity numbers are held against region, date and check character", () => {
  const good = idNumber(1);
  assert.equal(parseIdNumber(` ${good.toLowerCase()} `), good);
  const last = good.endsWith("0") ? "1" : "0";
  for (const wrong of [
    `${good.slice(0, 17)}${last}`,
    good.slice(1),
    "440300199002300015",
    withCheck(`10${good.slice(2, 17)}`),
    "440300900101001",
    "x",
  ])
    assert.equal(parseIdNumber(wrong), null, wrong);
});

test("the numbers that README names are those of the demo's residents", () => {
  const readme = readFileSync(new URL("../../../../README.md", import.meta.url), "utf8");
  for (const { idNumber: number, phone } of demoResidents) {
    assert.equal(parseIdNumber(number), number);
    assert.ok(readme.includes(number) && parsePhone(phone) === phone, number);
  }
});

test("masks leave what its owner knows it by", () => {
  assert.equal(maskPhone("+8613800138000"), "+86 138…00");
  assert.equal(maskPhone("+34612345678"), "+346…78");
  assert.equal(maskIdNumber("440300199001011234"), "4403…1234");
  assert.equal(maskName("张伟"), "张*");
  assert.equal(maskName("𠮷田 Ana"), "𠮷* A*");
});

test("a session is told what it lacks", () => {
  const of = (level: "code" | "passkey" | "desk", facts: Partial<Parameters<typeof toActs>[1]>) => {
    const acts = toActs(
      { level },
      { joined: true, hasPasskey: true, good: false, from: 9, ...facts },
    );
    return Object.fromEntries(acts.map(({ act, needs }) => [act, needs]));
  };
  assert.deepEqual(of("code", {}), {
    "read-claims": "passkey",
    "make-copies": "passkey",
    "copy-identity": "passkey",
    share: "passkey",
    "add-passkey": "passkey",
    export: "passkey",
    erase: "passkey",
  });
  assert.equal(of("code", { hasPasskey: false })["add-passkey"], null);
  const fresh = of("passkey", {});
  assert.deepEqual(
    [fresh["read-claims"], fresh["copy-identity"], fresh["add-passkey"], fresh.export],
    [null, "delay", "delay", null],
  );
  assert.equal(of("desk", { good: true })["copy-identity"], null);
  assert.equal(of("passkey", { joined: false, good: true }).share, "joining");
});
