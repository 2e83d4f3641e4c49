import assert from "node:assert/strict";
import { createHash, generateKeyPairSync, type KeyObject, sign } from "node:crypto";
import { after, before, describe, it } from "node:test";
import { type Hex, toHex } from "@sello/sdk";
import {
  encodeDeployData,
  encodeFunctionData,
  hashMessage,
  hashTypedData,
  hexToBytes,
  numberToHex,
  parseAbi,
  stringToHex,
} from "viem";
import { generatePrivateKey, privateKeyToAccount } from "viem/accounts";
import { createSiweMessage } from "viem/siwe";
import { AccountSignatures } from "../../../../services/accounts/sessions/AccountSignatures.ts";
import { EvmAccountContracts } from "../../../../services/accounts/sessions/EvmAccountContracts.ts";
import { PgSessionStore } from "../../../../services/accounts/sessions/PgSessionStore.ts";
import { SignIns } from "../../../../services/accounts/sessions/SignIns.ts";
import {
  erc7913P256VerifierBytecode,
  erc7913WebAuthnVerifierBytecode,
  officerAccountBytecode,
} from "../../../../services/ledger/evm/abi/accountBytecode.ts";
import { officerAccountAbi } from "../../../../services/ledger/evm/abi/officerAccountAbi.ts";
import { EvmChain } from "../../../../services/ledger/evm/EvmChain.ts";
import { limits } from "../../../../services/platform/limits.ts";
import {
  hashNested,
  hashOfOther,
  hashPersonal,
  type PasskeyAccount,
  type TypedData,
  toAccountSignature,
  toNestedSignature,
} from "../../../../web/office/passkey/accountSignature.ts";
import { startPostgres } from "../../../support/postgres.ts";
import { chainId, rpc, sendDeployment, startAnvil } from "../../registry/registryChain.ts";
import { Officers, offices } from "./Officers.ts";

// The browser's code makes the signatures; the authenticator is ours.

const publicUrl = "http://localhost:8420";
const nowMs = 1_800_000_000_000;
const newKey = () => generateKeyPairSync("ec", { namedCurve: "P-256" });
type Key = ReturnType<typeof newKey>;

/** An authenticator's answer (WebAuthn level 3, 6.3.3). */
function assertion(privateKey: KeyObject, challenge: Hex, flags = 0x05) {
  const clientDataJSON = Buffer.from(
    JSON.stringify({
      type: "webauthn.get",
      challenge: Buffer.from(hexToBytes(challenge)).toString("base64url"),
      origin: publicUrl,
      crossOrigin: false,
    }),
  );
  const domainHash = createHash("sha256").update("localhost").digest();
  const authenticatorData = Buffer.concat([domainHash, Buffer.from([flags, 0, 0, 0, 1])]);
  const clientHash = createHash("sha256").update(clientDataJSON).digest();
  const signature = sign("sha256", Buffer.concat([authenticatorData, clientHash]), privateKey);
  return { authenticatorData, clientDataJSON, signature };
}

for (const hardfork of ["prague", "osaka"] as const)
  describe(`a passkey's account on a chain of ${hardfork}`, () => {
    let postgres: Awaited<ReturnType<typeof startPostgres>>;
    let anvil: Awaited<ReturnType<typeof startAnvil>>;
    let signIns: SignIns;
    let contracts: EvmAccountContracts;
    let of: PasskeyAccount;
    const key = newKey();

    before(async () => {
      [postgres, anvil] = await Promise.all([startPostgres(), startAnvil({ hardfork })]);
      const nonces = new PgSessionStore((await postgres.database()).database);
      of = await deployAccount(key);
      const registry = new Officers();
      registry.set(offices.housing, of.account, 2);
      contracts = new EvmAccountContracts(new EvmChain({ chainId, urls: () => [anvil.url] }));
      const signatures = new AccountSignatures(contracts);
      const clock = { nowMs: () => nowMs };
      const standings = { of: async () => new Map() };
      signIns = new SignIns({ nonces, signatures, registry, standings, clock, publicUrl, chainId });
    });
    after(async () => {
      await anvil.stop();
      await postgres.stop();
    });

    async function deployAccount({ publicKey }: Key): Promise<PasskeyAccount> {
      const deployer = privateKeyToAccount(generatePrivateKey());
      const send = (data: Hex) => sendDeployment(anvil.url, deployer, data);
      const p256 = await send(erc7913P256VerifierBytecode);
      const webAuthn = await send(erc7913WebAuthnVerifierBytecode);
      const { x = "", y = "" } = publicKey.export({ format: "jwk" });
      const point = Buffer.concat([Buffer.from(x, "base64url"), Buffer.from(y, "base64url")]);
      const signer: Hex = `${webAuthn}${toHex(point).slice(2)}`;
      const args = [p256, webAuthn, [signer], 1n] as const;
      const abi = officerAccountAbi;
      const account = await send(encodeDeployData({ abi, bytecode: officerAccountBytecode, args }));
      return { account, signer, chainId };
    }

    async function begin(): Promise<string> {
      const { issuedAt, expirationTime, ...begun } = await signIns.begin("192.0.2.1");
      const times = { issuedAt: new Date(issuedAt), expirationTime: new Date(expirationTime) };
      return createSiweMessage({ ...begun, ...times, address: of.account, version: "1" });
    }

    const signFor = (message: string, { privateKey }: Key, flags?: number): Hex =>
      toAccountSignature(of, assertion(privateKey, hashPersonal(of, stringToHex(message)), flags));

    it("signs in, time after time", async () => {
      // Of some signatures r or s is shorter, and of half the s is the higher one.
      for (let count = 0; count < 8; count += 1) {
        const message = await begin();
        const account = await signIns.verify(message, signFor(message, key), "192.0.2.1");
        assert.equal(account, of.account.toLowerCase());
      }
    });

    it("A8 is not signed in without a verified user, nor by somebody else's passkey", async () => {
      for (const signature of [
        (message: string) => signFor(message, key, 0x01),
        (message: string) => signFor(message, newKey()),
        (message: string) => signFor(`${message} `, key),
      ]) {
        const message = await begin();
        await assert.rejects(signIns.verify(message, signature(message), "192.0.2.2"), {
          code: "sign_in.signature",
        });
      }
    });

    it("signs typed data, for its own account and no other", async () => {
      const data: TypedData = {
        domain: { name: "Test", version: "1", chainId, verifyingContract: `0x${"9".repeat(40)}` },
        types: {
          EIP712Domain: [{ name: "name", type: "string" }],
          SetOfficer: [
            { name: "authority", type: "bytes32" },
            { name: "officer", type: "address" },
            { name: "roles", type: "uint8" },
            { name: "deadline", type: "uint256" },
          ],
        },
        primaryType: "SetOfficer",
        message: {
          ...{ authority: `0x${"1".repeat(64)}`, officer: `0x${"a".repeat(40)}` },
          ...{ roles: 6, deadline: "1800000000" },
        },
      };
      const { EIP712Domain: _, ...types } = data.types;
      const hash = hashTypedData({ ...data, types } as never);
      const signature = toNestedSignature(
        of,
        data,
        assertion(key.privateKey, hashNested(of, data)),
      );
      assert.equal(await contracts.isSigned(of.account, hash, signature), true);
      const other = await deployAccount(key);
      assert.equal(await contracts.isSigned(other.account, hash, signature), false);
    });

    it("signs for another account of which it is a signer", async () => {
      const member = { name: "a", type: "uint256" };
      const domain = { chainId, verifyingContract: `0x${"9".repeat(40)}` };
      const data: TypedData = {
        domain,
        types: { TypedDataSign: [{ name: "contents", type: "Any" }], Any: [member] },
        primaryType: "TypedDataSign",
        message: { contents: { a: "1" } },
      };
      const signature = toAccountSignature(of, assertion(key.privateKey, hashOfOther(of, data)));
      const hash = hashTypedData(data as never);
      assert.equal(await contracts.isSigned(of.account, hash, signature), true);
      assert.equal(await contracts.isSigned(of.account, hashMessage("a"), signature), false);
    });

    it("takes far less gas than a sign-in may", async () => {
      const message = await begin();
      const signature = signFor(message, key);
      assert.equal(await contracts.isSigned(of.account, hashMessage(message), signature), true);
      const data = encodeFunctionData({
        abi: parseAbi(["function isValidSignature(bytes32, bytes) view returns (bytes4)"]),
        functionName: "isValidSignature",
        args: [hashMessage(message), signature],
      });
      // With too little the contract says no, and does not revert: an estimate of gas finds that.
      const answer = (gas: number) =>
        rpc(anvil.url, "eth_call", [{ to: of.account, data, gas: numberToHex(gas) }, "latest"]);
      const yes = "0x1626ba7e".padEnd(66, "0");
      assert.equal(await answer(limits.signatureCheckGas / 10), yes);
    });
  });
