import assert from "node:assert/strict";
import type { Hex } from "@sello/sdk";
import { createSiweMessage } from "viem/siwe";
import { until } from "../support/until.ts";

export type Fields = Readonly<Record<string, string>>;

/** What signs: a wallet of the demo, or a key of the test. */
export type Signing = {
  readonly account: Hex;
  message(text: string): Promise<Hex>;
  typedData(data: object): Promise<Hex>;
};

export async function ask(
  url: string,
  method: string,
  path: string,
  fields: Fields = {},
  body?: unknown,
) {
  const response = await fetch(`${url}${path}`, {
    method,
    headers: { ...fields, ...(body === undefined ? {} : { "content-type": "application/json" }) },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, headers: response.headers, body: text ? JSON.parse(text) : {} };
}

/** The wallet of the demo's officer at this authority who has this role. */
async function demoWallet(url: string, slug: string, role: string): Promise<Signing> {
  const { body: officers } = await ask(url, "GET", "/demo/wallet/officers");
  const { account } = officers.find(
    (each: { slug: string; roles: string[] }) => each.slug === slug && each.roles.includes(role),
  );
  return toSigning(url, account);
}

/** A wallet that the demo lends. */
export function toSigning(url: string, account: Hex): Signing {
  const request = async (method: string, params: readonly unknown[]): Promise<Hex> => {
    const answer = await ask(url, "POST", "/demo/wallet", { origin: url }, { method, params });
    assert.equal(answer.status, 200, JSON.stringify(answer.body));
    return answer.body.result;
  };
  return {
    account,
    message: (text) =>
      request("personal_sign", [`0x${Buffer.from(text).toString("hex")}`, account]),
    typedData: (data) => request("eth_signTypedData_v4", [account, JSON.stringify(data)]),
  };
}

/** Waits until a change of the registry is on chain. @param isSo fails the test where it was refused */
export const untilEffective = (operation: string, isSo: () => Promise<boolean>) =>
  until(isSo, { waits: 100, stepMs: 100 }, `${operation} did not become effective`);

/** An officer who is signed in, for one authority. */
export class OfficerClient {
  readonly #url: string;
  readonly fields: Fields;
  readonly wallet: Signing;

  private constructor(url: string, wallet: Signing, fields: Fields) {
    this.#url = url;
    this.wallet = wallet;
    this.fields = fields;
  }

  /** The demo's officer at this authority who has this role, for it. */
  static async ofDemo(url: string, slug: string, role: string): Promise<OfficerClient> {
    return OfficerClient.signIn(url, await demoWallet(url, slug, role), slug);
  }

  /** @param slug for which authority; null: for none, as one of an account's people */
  static async signIn(url: string, wallet: Signing, slug: string | null): Promise<OfficerClient> {
    const { body: begun } = await ask(url, "POST", "/v1/sign-ins");
    const message = createSiweMessage({
      ...begun,
      address: wallet.account,
      version: "1",
      issuedAt: new Date(begun.issuedAt),
      expirationTime: new Date(begun.expirationTime),
    });
    const signature = await wallet.message(message);
    const signed = await ask(url, "POST", "/v1/sessions", { origin: url }, { message, signature });
    assert.equal(signed.status, 201, JSON.stringify(signed.body));
    return new OfficerClient(url, wallet, {
      cookie: signed.headers.getSetCookie()[0]?.split(";")[0] ?? "",
      origin: url,
      "sello-csrf": signed.body.csrfToken,
      ...(slug === null ? {} : { "sello-authority": slug }),
    });
  }

  /** Asserts the status. @returns the body */
  async ask(status: number, method: string, path: string, body?: unknown, more: Fields = {}) {
    const fields = { ...this.fields, ...more };
    const answer = await ask(this.#url, method, path, fields, body);
    assert.equal(answer.status, status, `${method} ${path}: ${JSON.stringify(answer.body)}`);
    return answer.body;
  }

  /** A change of the registry, signed with the officer's wallet; resolves when it is on chain. */
  async govern(operation: string, values: object): Promise<void> {
    const signer = this.wallet.account;
    const asked = { signer, operation, values };
    const prepared = await this.ask(200, "POST", "/v1/registry-changes/prepare", asked);
    const { nonce, deadline } = prepared.message;
    const signature = await this.wallet.typedData(prepared);
    const authorization = { signer, nonce, deadline, signature };
    const change = { operation, values, authorization };
    const { id } = await this.ask(202, "POST", "/v1/registry-changes", change);
    await untilEffective(operation, async () => {
      const { state, error } = await this.ask(200, "GET", `/v1/registry-changes/${id}`);
      assert.notEqual(state, "refused", JSON.stringify(error));
      return state === "effective";
    });
  }
}
