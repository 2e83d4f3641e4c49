import type { Output } from "@sello/api/client";
import type { DocumentId } from "@sello/sdk";
import { readBuiltInType } from "./readBuiltInType.ts";

type MyDocument = Output<"listMyDocuments">["documents"][number];
type Detail = Output<"getMyDocument">;

/** Of the page's clock. Unix seconds. */
export const now = 1_796_000_000;
const day = 86_400;
const uuid = (n: number): string => `00000000-0000-4000-8000-${String(n).padStart(12, "0")}`;
const documentIdOf = (n: number) => uuid(n) as DocumentId;

const city = {
  slug: "shenzhen",
  name: {
    zh: "深圳市政务服务中心",
    es: "Centro de Servicios de la Ciudad de Shenzhen",
    en: "Shenzhen City Service Centre",
  },
};
const security = {
  slug: "public-security",
  name: { zh: "深圳市公安局", es: "Oficina de Seguridad Pública", en: "Public Security Bureau" },
};
const population = {
  slug: "population-administration",
  name: {
    zh: "人口管理处",
    es: "División de Administración de la Población",
    en: "Population Administration Division",
  },
  kind: "department" as const,
  above: [security, city],
};
const library = {
  slug: "shenzhen-library",
  name: { zh: "深圳图书馆", es: "Biblioteca de Shenzhen", en: "Shenzhen Library" },
  kind: "department" as const,
  above: [city],
};
const lost = {
  code: "lost",
  text: { zh: "持有人报失", es: "el titular lo perdió", en: "the holder lost it" },
};

/** What a document of a type says, where a test says it. */
export type Said = Readonly<Record<string, unknown>>;

/** Written by somebody who wishes to run a script on the page. */
export const hostile = `<img src=x onerror="document.title='owned'"><script>document.title="owned"</script>`;

const said: Readonly<Record<string, Said>> = {
  "resident-id": {
    name: "张秀英",
    id_number: "440305195203070028",
    sex: "female",
    ethnicity: "汉族",
    birth_date: "1952-03-07",
    district: "南山区",
    address: "深圳市南山区粤海街道科技园社区高新南九道 9 号 2 栋 1503 室",
    age_over_18: true,
  },
  "driving-licence": {
    name: "张秀英",
    sex: "female",
    birth_date: "1952-03-07",
    licence_number: "440305195203070028",
    vehicle_class: "C1",
  },
  "social-insurance": {
    name: "张秀英",
    card_number: "SZ12345678",
    insured_since: "1988-07-01",
    insurances: ["pension", "medical"],
  },
  "library-card": {
    name: "张秀英",
    card_number: "0440123456789",
    home_library: "深圳图书馆",
    birth_date: "1952-03-07",
    loans_max: 10,
    joined: "2019-05-04",
  },
  "bank-card": {
    name: "张秀英",
    bank: "深圳示范银行",
    masked_number: "6222 **** **** 1234",
    card_kind: "debit",
  },
};

function toClaims(name: string, claims: Said): Detail["claims"] {
  const { claims: known, visible } = readBuiltInType(name);
  return Object.entries(claims).map(([claim, value]) => ({
    name: claim,
    title: known[claim]?.title ?? { zh: claim, es: claim, en: claim },
    value: value as Detail["claims"][number]["value"],
    words: typeof value === "string" ? (known[claim]?.words?.[value] ?? null) : null,
    disclosable: !visible.includes(claim),
  }));
}

type Sample = Partial<Pick<MyDocument, "state" | "since" | "reason" | "expiresAt" | "replaces">> & {
  readonly said?: Said;
};

export function detailOf(n: number, name: string, sample: Sample = {}): Detail {
  const { said: own, ...rest } = sample;
  const type = readBuiltInType(name);
  const authority = name === "library-card" ? library : population;
  const id = documentIdOf(n);
  return {
    id,
    type: {
      id: type.id,
      name,
      version: 1,
      title: type.title,
      identity: name === "resident-id",
      card: type.card,
    },
    authority,
    state: "valid",
    since: now - 90 * day,
    reason: null,
    revision: 1,
    issuedAt: now - 90 * day,
    expiresAt: now + 900 * day,
    replaces: null,
    copies: { made: 3, max: 50 },
    mandate: null,
    ...rest,
    claims: toClaims(name, own ?? said[name] ?? {}),
    seal:
      rest.state === "sealing"
        ? null
        : {
            log: "sello.example/shenzhen",
            index: 1_284,
            anchoredAt: now - 90 * day + 60,
            checkpoint: { size: 1_290, witnessedAt: now - 40 },
            cosigners: [
              "nanshan",
              "futian",
              "luohu",
              "yantian",
              "baoan",
              "longgang",
              "longhua",
              "pingshan",
            ].map((each) => ({ name: `${each}.sello.example`, at: now - 40 })),
          },
    history: [
      ...(rest.state === "revoked"
        ? [
            {
              at: now - 3 * day,
              what: "revoke" as const,
              reason: lost,
              by: authority,
              document: id,
            },
          ]
        : []),
      { at: now - 90 * day, what: "issued" as const, reason: null, by: authority, document: id },
    ],
  };
}

/** A document as the list has it. */
export function listed(detail: Detail, level: "code" | "passkey"): MyDocument {
  const { claims, seal: _seal, history: _history, ...common } = detail;
  const { face } = detail.type.card;
  const shown = claims.filter(({ name }) => face.includes(name) || name === "photo");
  return { ...common, face: level === "code" ? null : shown };
}

/** One in each state that there is. */
export const details: readonly Detail[] = [
  detailOf(1, "resident-id"),
  detailOf(2, "driving-licence", { expiresAt: now + 12 * day }),
  detailOf(3, "social-insurance", { state: "sealing", since: null }),
  detailOf(4, "bank-card", { state: "suspended", since: now - 2 * day, reason: lost }),
  detailOf(5, "library-card", { state: "revoked", since: now - 3 * day, reason: lost }),
  detailOf(6, "library-card", { state: "expired", expiresAt: now - 20 * day }),
];

export const sessionOf = (
  level: "code" | "passkey",
  more: Partial<Output<"getMySession">> = {},
): Output<"getMySession"> => ({
  id: uuid(900),
  account: uuid(901),
  level,
  joined: true,
  language: "zh",
  csrfToken: "csrf",
  startedAt: now - 60,
  lastUsedAt: now,
  idleEndsAt: now + 900,
  endsAt: now + 3_600,
  demo: true,
  ...more,
});

const named = (n: number) => {
  const { id, type } = details[n] as Detail;
  return { id, type: type.name, title: type.title };
};

export const notices: Output<"listMyNotices"> = {
  unseen: 2,
  notices: [
    {
      id: uuid(31),
      at: now - 3 * day,
      kind: "document.revoked",
      seen: false,
      document: named(4),
      by: library,
      reason: lost,
      name: null,
      goodFrom: null,
    },
    {
      id: uuid(32),
      at: now - 4 * day,
      kind: "passkey.added",
      seen: false,
      document: null,
      by: null,
      reason: null,
      name: "红色手机",
      goodFrom: now + day,
    },
    {
      id: uuid(33),
      at: now - 9 * day,
      kind: "document.issued",
      seen: true,
      document: named(0),
      by: population,
      reason: null,
      name: null,
      goodFrom: null,
    },
  ],
};

export const account = (level: "code" | "passkey"): Output<"getMyAccount"> => ({
  id: uuid(901),
  joined: true,
  name: level === "code" ? "张**" : "张秀英",
  idNumber: level === "code" ? "4403…0028" : "440305195203070028",
  phones: [
    { phone: "+86 138…00", kind: "registered" },
    { phone: "+86 139…17", kind: "sign-in" },
  ],
  language: "zh",
  level,
  createdAt: now - 10 * day,
  acts: (
    [
      "read-claims",
      "make-copies",
      "copy-identity",
      "share",
      "add-passkey",
      "export",
      "erase",
    ] as const
  ).map((act) =>
    level === "code"
      ? { act, allowed: false, needs: "passkey" as const, from: null }
      : act === "copy-identity" || act === "add-passkey"
        ? { act, allowed: false, needs: "delay" as const, from: now + day }
        : { act, allowed: true, needs: null, from: null },
  ),
});

export const wallets: Output<"listWallets"> = {
  wallets: [
    {
      id: uuid(51),
      address: "0x52908400098527886e0f7030069857d2e4169ee7",
      linkedAt: now - 20 * day,
      lastUsedAt: now - day,
    },
  ],
};

export const passkeys: Output<"listPasskeys"> = {
  passkeys: [
    {
      id: uuid(41),
      credential: "AAAA",
      name: "红色手机",
      createdAt: now - 5 * day,
      lastUsedAt: now - 60,
      synced: true,
      state: "waiting",
      goodFrom: now + day,
      current: true,
    },
    {
      id: uuid(42),
      credential: "BBBB",
      name: "女儿的平板",
      createdAt: now - 50 * day,
      lastUsedAt: null,
      synced: false,
      state: "good",
      goodFrom: now - 49 * day,
      current: false,
    },
  ],
};

export const sessions: Output<"listMySessions"> = {
  sessions: [
    {
      id: uuid(900),
      level: "passkey",
      startedAt: now - 60,
      lastUsedAt: now,
      endsAt: now + 3_600,
      browser: "Chrome · Android",
      current: true,
    },
    {
      id: uuid(902),
      level: "code",
      startedAt: now - day,
      lastUsedAt: now - 3_600,
      endsAt: now + 3_600,
      browser: "Firefox · Windows",
      current: false,
    },
  ],
};

export const looks: Output<"listMyLooks"> = {
  looks: [
    {
      id: "7",
      at: now - 2 * day,
      by: population,
      what: "read",
      reason: {
        code: "check",
        text: { zh: "核对资料", es: "comprobar los datos", en: "checking the data" },
      },
      document: named(0),
      claims: null,
    },
    {
      id: "6",
      at: now - 6 * day,
      by: library,
      what: "export",
      reason: {
        code: "desk",
        text: { zh: "窗口办理", es: "atención en ventanilla", en: "the person is at the desk" },
      },
      document: null,
      claims: null,
    },
  ],
};
