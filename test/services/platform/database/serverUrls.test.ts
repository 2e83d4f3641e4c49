import assert from "node:assert/strict";
import { test } from "node:test";
import {
  accountOf,
  serverUrls,
  withLogin,
} from "../../../../services/platform/database/servers/serverUrls.ts";
import { ConfigError } from "../../../../services/platform/errors.ts";

test("each server that a URL names gets a URL of its own", () => {
  assert.deepEqual(
    serverUrls(
      "postgres://u:p%40@a:1,b,[::1]:3/city?sslmode=verify-full&target_session_attrs=read-write",
    ),
    [
      "postgres://u:p%40@a:1/city?sslmode=verify-full",
      "postgres://u:p%40@b/city?sslmode=verify-full",
      "postgres://u:p%40@[::1]:3/city?sslmode=verify-full",
    ],
  );
  assert.deepEqual(
    serverUrls("postgresql://a,b/?target_session_attrs=primary&load_balance_hosts=random"),
    ["postgresql://a/", "postgresql://b/"],
  );
});

test("what names one server, or is not of that form, is left as it is", () => {
  for (const url of [
    "postgres://u:a,b@host:5432/city?target_session_attrs=any",
    "postgres:///city?host=/var/run/postgresql",
    "/var/run/postgresql city",
    "socket:/var/run?db=city",
  ])
    assert.deepEqual(serverUrls(url), [url]);
});

test("what a URL may not ask for is refused", () => {
  for (const url of [
    "postgres://u@a,b/city?target_session_attrs=any",
    "postgres://u@a,b/city?target_session_attrs=standby",
    "postgres://u@a,/city",
    "postgres://u@a,a/city",
  ])
    assert.throws(() => serverUrls(url), ConfigError);
});

test("another login goes into a URL of several servers", () => {
  const url = "postgres://owner:secret@a:1,b:2/city?sslmode=disable";
  assert.equal(
    withLogin(url, "city_api", "p/@"),
    "postgres://city_api:p%2F%40@a:1,b:2/city?sslmode=disable",
  );
  assert.equal(withLogin("postgres://a/city", "x", "y"), "postgres://x:y@a/city");
  assert.deepEqual(
    [accountOf(url), accountOf("postgres://city%5Fapi:x@a/city")],
    ["owner", "city_api"],
  );
});
