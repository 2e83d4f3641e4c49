import assert from "node:assert/strict";
import { test } from "node:test";
import { Unavailable } from "../../../services/platform/errors.ts";
import { toStartError } from "../../../services/platform/toStartError.ts";

const errorOf = (properties: object, message = "as the system says"): Error =>
  Object.assign(new Error(message), properties);
const folder = "/srv/data";

test("a full disk is one, no matter who met it, and the disk is named", () => {
  const byDatabase = errorOf({ code: "53100" });
  const met = [
    errorOf({ code: "ENOSPC" }),
    errorOf({ code: "EDQUOT" }),
    errorOf({ code: "ERR_SQLITE_ERROR", errcode: 13 }),
    byDatabase,
    new Unavailable("database.unavailable", "The disk of the database is full.", byDatabase),
    errorOf(
      {},
      'Unable to ensure migrations table: could not extend file "1": No space left on device',
    ),
  ];
  for (const error of met) {
    const told = toStartError(error, folder) as { code: string; message: string };
    assert.equal(told.code, "disk.full", error.message);
    assert.ok(told.message.includes(folder));
  }
});

test("what the system says of a file names that file", () => {
  const codes = {
    EACCES: "data.denied",
    EROFS: "data.read_only",
    EEXIST: "data.not_a_folder",
    ENOTDIR: "data.not_a_folder",
  };
  for (const [code, expected] of Object.entries(codes)) {
    const told = toStartError(errorOf({ code, path: "/srv/x" }), folder) as { code: string };
    assert.deepEqual([told.code, "data" in told && told.data], [expected, { path: "/srv/x" }]);
  }
});

test("anything else stays what it is", () => {
  const error = new Error("something else");
  assert.equal(toStartError(error, folder), error);
});
