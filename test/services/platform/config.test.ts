import assert from "node:assert/strict";
import { test } from "node:test";
import { readConfig } from "../../../services/platform/config.ts";
import { ConfigError } from "../../../services/platform/errors.ts";

const apart = { LEDGER_RPC_URL: "http://127.0.0.1:8545", SELLO_ROLES: "worker" };

test("without settings all roles are played, with an embedded database and chain, and the demo", () => {
  const config = readConfig({});
  assert.deepEqual(config.roles, ["api", "signer", "worker"]);
  assert.deepEqual([config.databaseUrl, config.chainUrls, config.demo], [null, null, true]);
  assert.equal(config.metricsToken, null);
});

test("an empty variable is one that is not set", () => {
  assert.deepEqual(readConfig({ SELLO_CITY_FILE: "", SELLO_METRICS_TOKEN: "" }), readConfig({}));
});

test("settings that cannot work together are refused at the start", () => {
  const wrong: Record<string, string>[] = [
    { SELLO_ROLES: "api" },
    { SELLO_ROLES: "witness" },
    { SELLO_TOKEN_MODULE: "/usr/lib/softhsm/libsofthsm2.so" },
    { SELLO_TOKEN_LABEL: "sello", SELLO_TOKEN_PIN_FILE: "pin" },
    { ...apart, SELLO_ROLES: "api,worker", SELLO_WITNESS_QUORUM: "0" },
    { SELLO_METRICS_TOKEN: "short" },
    { SELLO_METRICS_TOKEN: "with a space in the middle" },
    { DATABASE_URL: "postgres://sello@one,two/sello?target_session_attrs=any" },
    { SELLO_API_DATABASE_URL: "postgres://sello@one,one/sello" },
    { SELLO_ROLES: "api", SELLO_SIGNER_SOCKET: "/run/sello/signer.sock" },
    { ...apart, SELLO_DEMO: "true" },
    { ...apart, SELLO_DEMO: "true", SELLO_WITNESS_QUORUM: "8" },
  ];
  for (const settings of wrong)
    assert.throws(() => readConfig(settings), ConfigError, JSON.stringify(settings));
  for (const settings of [
    apart,
    { ...apart, SELLO_DEMO: "true", SELLO_WITNESS_QUORUM: "0" },
    { ...apart, SELLO_DEMO: "true", SELLO_WITNESSES_FILE: "witnesses.json" },
  ])
    assert.deepEqual(readConfig(settings).roles, ["worker"]);
});

test("a demo sends residents nothing, and alone may cut a new passkey's delay", () => {
  const gateway = { SELLO_MESSAGE_GATEWAY_URL: "https://sms.example/send" };
  const real = { SELLO_DEMO: "false" };
  const wrong = [
    gateway,
    { ...real, SELLO_MESSAGE_GATEWAY_URL: "sms.example" },
    { ...real, SELLO_DEMO_PASSKEY_DELAY_SECONDS: "5" },
  ];
  for (const settings of wrong)
    assert.throws(() => readConfig(settings), ConfigError, JSON.stringify(settings));
  const { messageGateway, passkeyDelaySeconds } = readConfig({ ...real, ...gateway });
  assert.deepEqual(messageGateway, { url: gateway.SELLO_MESSAGE_GATEWAY_URL, token: null });
  assert.equal(passkeyDelaySeconds, 86_400);
  assert.equal(readConfig({ SELLO_DEMO_PASSKEY_DELAY_SECONDS: "5" }).passkeyDelaySeconds, 5);
});

test("a process that is only what strangers reach is told where the others are, and needs no chain", () => {
  const config = readConfig({
    SELLO_ROLES: "api",
    SELLO_SIGNER_SOCKET: "/run/sello/signer.sock",
    SELLO_API_DATABASE_URL: "postgres://sello_api:secret@db/sello",
  });
  assert.deepEqual([config.roles, config.signerSocket], [["api"], "/run/sello/signer.sock"]);
});

test("several processes share what one caller is allowed, each at least one of all", () => {
  const { rateLimits, shares } = readConfig({ SELLO_API_PROCESSES: "4" });
  assert.deepEqual(rateLimits, {
    perAddressMinute: 300,
    perKeyMinute: 3_000,
    failuresPerAddressMinute: 15,
  });
  assert.deepEqual(shares, {
    connectionsPerAddress: 128,
    streams: { perAddress: 16, perKey: 32 },
  });
  assert.equal(readConfig({ SELLO_API_PROCESSES: "1000" }).shares.streams.perKey, 1);
  assert.throws(() => readConfig({ SELLO_API_PROCESSES: "0" }), { code: "config.invalid" });
});
