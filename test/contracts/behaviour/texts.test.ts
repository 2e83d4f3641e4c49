import { contractLimits } from "@sello/sdk/log";
import { expect } from "chai";
import { ethers, networkHelpers } from "../fixture/chain.ts";
import { asCaller } from "../fixture/Deployed.ts";
import { deployCity, id, Kind, type Registry } from "../fixture/deployCity.ts";

const { issuerBytesMax, issuerSlugBytesMax, issuerPrefixBytesMax, namesBytesMax } = contractLimits;
const CITY_PREFIX = "https://sello.example/authorities/";
const OTHER_PREFIX = "https://futian.example/offices/";

const add = (
  registry: Registry,
  issuer: string,
  names: string | Uint8Array = "{}",
  parent = id.city as string,
) =>
  registry.registerAuthority(
    ethers.sha256(ethers.toUtf8Bytes(issuer)),
    parent,
    Kind.Department,
    issuer,
    names,
  );

/** `registerAuthority` with names that are no UTF-8, which ethers would not encode. */
function addBytes(registry: Registry, issuer: string, names: Uint8Array) {
  const marker = "~".repeat(names.length);
  const data = registry.interface.encodeFunctionData("registerAuthority", [
    ethers.sha256(ethers.toUtf8Bytes(issuer)),
    id.city,
    Kind.Department,
    issuer,
    marker,
  ]);
  const changed = data.replace(
    ethers.hexlify(ethers.toUtf8Bytes(marker)).slice(2),
    ethers.hexlify(names).slice(2),
  );
  return registry.multicall([changed]);
}

describe("AuthorityRegistry: issuers", () => {
  const tooLong = async (issuer: string, given: number, max: number) => {
    const { registry } = await networkHelpers.loadFixture(deployCity);
    await expect(add(registry, issuer))
      .to.be.revertedWithCustomError(registry, "AuthorityRegistry_TextLength")
      .withArgs(given, max);
  };
  const longestSlug = "x".repeat(issuerSlugBytesMax);
  const longestPrefix = `https://${"h".repeat(issuerPrefixBytesMax - 9)}/`;

  it("may be as long as the limits say, and no longer", async () => {
    await tooLong("", 0, issuerBytesMax);
    await tooLong(`${longestPrefix}${longestSlug}x`, issuerBytesMax + 1, issuerBytesMax);
    await tooLong(`${CITY_PREFIX}${longestSlug}x`, issuerSlugBytesMax + 1, issuerSlugBytesMax);
    await tooLong(CITY_PREFIX, 0, issuerSlugBytesMax);
    await tooLong(
      `${longestPrefix.slice(0, -1)}h/x`,
      issuerPrefixBytesMax + 1,
      issuerPrefixBytesMax,
    );
    const { registry } = await networkHelpers.loadFixture(deployCity);
    await registry.grantIssuerPrefix(id.city, longestPrefix, true);
    await expect(add(registry, `${longestPrefix}${longestSlug}`)).to.emit(
      registry,
      "AuthorityRegistered",
    );
  });

  for (const slug of ["A", "a-", "-a", "a--b", "a_b", "é", "a.b", "a b"]) {
    it(`refuses the slug ${slug}`, async () => {
      const { registry } = await networkHelpers.loadFixture(deployCity);
      await expect(add(registry, `${CITY_PREFIX}${slug}`)).to.be.revertedWithCustomError(
        registry,
        "AuthorityRegistry_TextInvalid",
      );
    });
  }

  for (const prefix of [
    "ftp://city.example/",
    "//city.example/",
    "/",
    "https://",
    "https:///",
    "https:///a/",
    "https://a b/",
    "https://a?b/",
    "https://a#b/",
    'https://a"b/',
    "https://a<b/",
    "https://a>b/",
    "https://a\\b/",
    "https://a^b/",
    "https://a`b/",
    "https://a{b/",
    "https://a|b/",
    "https://a}b/",
    "https://é/",
    "https://a\u007f/",
    "https://a\n/",
  ]) {
    it(`refuses the prefix ${JSON.stringify(prefix)}`, async () => {
      const { registry } = await networkHelpers.loadFixture(deployCity);
      for (const change of [
        () => registry.grantIssuerPrefix(id.city, prefix, true),
        () => add(registry, `${prefix}a`),
      ])
        await expect(change()).to.be.revertedWithCustomError(
          registry,
          "AuthorityRegistry_TextInvalid",
        );
    });
  }

  it("refuses a prefix that does not end with a slash", async () => {
    const { registry } = await networkHelpers.loadFixture(deployCity);
    await expect(registry.grantIssuerPrefix(id.city, "https://city.example/a", true))
      .to.be.revertedWithCustomError(registry, "AuthorityRegistry_TextInvalid")
      .withArgs(21);
  });

  it("of other offices are not to be had by a district's administrator", async () => {
    const { registry, officers } = await networkHelpers.loadFixture(deployCity);
    const futian = asCaller(registry, officers.futianAdministrator);
    const register = (issuer: string) => add(futian, issuer, "{}", id.futian);
    for (const issuer of [
      `${CITY_PREFIX}luohu`,
      `${CITY_PREFIX}luohu-parks`,
      `${CITY_PREFIX}futianx-parks`,
      `${CITY_PREFIX}futian`.replace("futian", "futia-n"),
      "https://luohu.example/offices/parks",
      "http://sello.example/authorities/futian-parks",
      "https://sello.example/futian-parks",
      "https://sello.example:8443/authorities/futian-parks",
    ])
      await expect(register(issuer))
        .to.be.revertedWithCustomError(registry, "AuthorityRegistry_IssuerNotAllowed")
        .withArgs(id.futian);
    for (const slug of ["futian-parks", "futian-parks-north", "futian-9"])
      await expect(register(`${CITY_PREFIX}${slug}`)).to.emit(registry, "AuthorityRegistered");
  });

  it("are the city's to choose", async () => {
    const { registry } = await networkHelpers.loadFixture(deployCity);
    await expect(add(registry, `${CITY_PREFIX}luohu`, "{}", id.futian)).to.emit(
      registry,
      "AuthorityRegistered",
    );
    await expect(add(registry, `${OTHER_PREFIX}a`))
      .to.be.revertedWithCustomError(registry, "AuthorityRegistry_IssuerNotAllowed")
      .withArgs(id.city);
  });

  it("may begin with what was granted to the acting authority, or to one above it", async () => {
    const { registry, officers } = await networkHelpers.loadFixture(deployCity);
    const futian = asCaller(registry, officers.futianAdministrator);
    const register = (slug: string) => add(futian, `${OTHER_PREFIX}${slug}`, "{}", id.futian);
    await registry.grantIssuerPrefix(id.transport, OTHER_PREFIX, true);
    await expect(register("a")).to.be.revertedWithCustomError(
      registry,
      "AuthorityRegistry_IssuerNotAllowed",
    );
    for (const authority of [id.futian, id.city]) {
      await registry.grantIssuerPrefix(authority, OTHER_PREFIX, true);
      await expect(register(`a-${authority.slice(2, 8)}`)).to.emit(registry, "AuthorityRegistered");
      await registry.grantIssuerPrefix(authority, OTHER_PREFIX, false);
      await expect(register("b")).to.be.revertedWithCustomError(
        registry,
        "AuthorityRegistry_IssuerNotAllowed",
      );
    }
  });
});

describe("AuthorityRegistry: names", () => {
  const issuer = `${CITY_PREFIX}parks`;

  it("may be as long as the limits say, and no longer", async () => {
    const { registry } = await networkHelpers.loadFixture(deployCity);
    const longest = `{${" ".repeat(namesBytesMax - 2)}}`;
    for (const [names, given] of [
      ["", 0],
      [`${longest} `, namesBytesMax + 1],
    ] as const)
      await expect(add(registry, issuer, names))
        .to.be.revertedWithCustomError(registry, "AuthorityRegistry_TextLength")
        .withArgs(given, namesBytesMax);
    await expect(add(registry, issuer, longest)).to.emit(registry, "AuthorityRegistered");
  });

  for (const [names, position] of [
    ["[]", 0],
    ["{", 0],
    ["{]", 1],
    ['{"en":"a\nb"}', 8],
    ['{"en":"\u0000"}', 7],
    ['{"en":"\u007f"}', 7],
    ['{"en":"\u0080"}', 7],
    ['{"en":"\u009f"}', 7],
  ] as const) {
    it(`refuses ${JSON.stringify(names)}`, async () => {
      const { registry } = await networkHelpers.loadFixture(deployCity);
      await expect(add(registry, issuer, names))
        .to.be.revertedWithCustomError(registry, "AuthorityRegistry_TextInvalid")
        .withArgs(names === "{" ? 0 : position);
    });
  }

  // RFC 3629 §3 and §10: overlong forms, surrogates, what is above U+10FFFF, and what breaks off.
  for (const bytes of [
    "80",
    "bf",
    "c0af",
    "c1bf",
    "c2",
    "c27f",
    "c2c0",
    "e08080",
    "e09fbf",
    "eda080",
    "edbfbf",
    "e282",
    "e28228",
    "f0808080",
    "f08fbfbf",
    "f4908080",
    "f5808080",
    "f8888080",
    "ff",
    "fe",
    "f09f98",
  ]) {
    it(`refuses the bytes ${bytes}`, async () => {
      const { registry } = await networkHelpers.loadFixture(deployCity);
      const names = ethers.getBytes(ethers.concat(["0x7b", `0x${bytes}`, "0x7d"]));
      await expect(addBytes(registry, issuer, names))
        .to.be.revertedWithCustomError(registry, "AuthorityRegistry_TextInvalid")
        .withArgs(1);
    });
  }

  it("take every other character", async () => {
    const { registry } = await networkHelpers.loadFixture(deployCity);
    const names = JSON.stringify({
      zh: "福田区",
      es: "Dirección \u00a0\u07ff\u0800\ud7ff\ue000\uffff",
      en: "😀\u{10ffff}",
    });
    await expect(add(registry, issuer, names)).to.emit(registry, "AuthorityRegistered");
  });
});
