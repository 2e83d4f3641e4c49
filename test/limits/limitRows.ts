import {
  type AuthorityId,
  fromHex,
  type Hex,
  toAuthorityId,
  toBase64,
  toHex,
  type ValidatorTerm,
  verify,
} from "@sello/sdk";
import { contractLimits, emptyStatusHead, toPredecessorEntry } from "@sello/sdk/log";
import {
  registryOperationShape,
  registryRequestShape,
} from "../../services/registry/changes/RegistryRequest.ts";
import { signTogether } from "../support/accountSignature.ts";
import { passkeySigner } from "../support/accountSigners.ts";
import { World, worldTimes } from "../support/world.ts";
import {
  accounts,
  addressOf,
  type Call,
  cityId,
  hashOf,
  issOf,
  kinds,
  type LimitChain,
  namesOf,
  namesOfBytes,
  prefixOfBytes,
  roles,
  typeId,
} from "./LimitChain.ts";
import { type Forged, hexOf, type LimitReaders, toBytes } from "./LimitReaders.ts";

export type LimitName = keyof typeof contractLimits;

/** The columns: everybody who is told of a value, and what becomes of it. */
export const readerNames = [
  "contract",
  "indexer",
  "registry",
  "list",
  "sdk",
  "file",
  "api",
  "monitor",
  "takeOver",
] as const;
type ReaderName = (typeof readerNames)[number];

/** What the reader does at the limit, and with one more. */
type Both = readonly [at: string, past: string];
/** The value does not come to this reader, for this reason. */
export type Cell = Both | { readonly none: string };

/** How a reader is asked what it made of the value. */
type Question = (readers: LimitReaders, isPast: boolean) => string | Promise<string>;

export type LimitRow = {
  readonly limit: LimitName;
  /** Where the contract takes such a call just once: it is asked for one beyond before. */
  readonly isOnce?: true;
  /** Makes the contract accept the greatest value that it takes. */
  reach(chain: LimitChain): Promise<void>;
  /** What goes one beyond: as a call, and as events of a contract that took it. */
  exceed(chain: LimitChain): {
    readonly call: Call;
    readonly events: readonly Forged[];
  };
  readonly questions: Readonly<Partial<Record<ReaderName, Question>>>;
  readonly expected: Readonly<Record<ReaderName, Cell>>;
};

const {
  depthMax,
  issuerBytesMax,
  issuerSlugBytesMax,
  issuerPrefixBytesMax,
  namesBytesMax,
  timeMax,
  registrationsPerDayMax,
  cityRegistrationsPerDayMax,
  changesPerDayMax,
  networkKeyBytesMax,
  validatorPowerMax,
  batchCountMax,
  logSizeMax,
  statusListsMax,
  statusListEntries,
  statusEntriesPerCallMax,
  accountSignersMax,
} = contractLimits;

const idOf = (iss: string): AuthorityId => toAuthorityId(iss);

/** Of an authority: asked by its id, at the limit and beyond. */
function ofAuthority(at: AuthorityId, past: AuthorityId): LimitRow["questions"] {
  const which = (isPast: boolean) => (isPast ? past : at);
  return {
    indexer: (readers) => readers.indexer(),
    registry: (readers, isPast) => readers.registry(which(isPast)),
    list: (readers, isPast) => readers.list(which(isPast)),
    sdk: (readers, isPast) => readers.sdk(which(isPast)),
    file: (readers, isPast) => readers.file(which(isPast)),
    api: (readers, isPast) => readers.api(which(isPast)),
    monitor: (readers, isPast) => readers.monitor(which(isPast)),
    takeOver: (readers, isPast) => readers.takeOver(which(isPast)),
  };
}

const registered = (
  iss: string,
  given: { parent?: AuthorityId; depth?: number; names?: string } = {},
): Forged => ({
  contract: "AuthorityRegistry",
  name: "AuthorityRegistered",
  args: {
    authority: idOf(iss),
    parent: given.parent ?? cityId,
    kind: kinds.department,
    depth: given.depth ?? 2,
    issuer: toBytes(iss),
    names: toBytes(given.names ?? namesOf("office")),
  },
});

const granted = (prefix: string): Forged => ({
  contract: "AuthorityRegistry",
  name: "IssuerPrefixChanged",
  args: { authority: cityId, prefix: toBytes(prefix), granted: true },
});

const grant = (chain: LimitChain, prefix: string) =>
  chain.registryCall("grantIssuerPrefix", [cityId, prefix, true]);

/** All represent it; what the contract alone counts is no matter of theirs, and one more is represented as well. */
const represented = (error: string): LimitRow["expected"] => ({
  contract: ["accepted", error],
  indexer: ["kept", "kept"],
  registry: ["read", "read"],
  list: ["listed", "listed"],
  sdk: ["read", "read"],
  file: ["read", "read"],
  api: ["read", "read"],
  monitor: ["read", "read"],
  takeOver: ["carried", "carried"],
});

const rowsOfTexts = (): readonly LimitRow[] => {
  const deep = (depth: number) => issOf(`level-${depth}`);
  const longPrefix = prefixOfBytes(issuerPrefixBytesMax);
  const longSlug = "x".repeat(issuerSlugBytesMax);
  const long = `${longPrefix}${longSlug}`;
  const tooLong = `${prefixOfBytes(issuerPrefixBytesMax + 1)}${longSlug}`;
  const tooLongPrefix = prefixOfBytes(issuerPrefixBytesMax + 1);
  const [slug, tooLongSlug] = [issOf(longSlug), issOf(`${longSlug}x`)];
  const [named, tooNamed] = [issOf("named"), issOf("too-named")];
  return [
    {
      limit: "depthMax",
      async reach(chain) {
        for (let depth = 2; depth <= depthMax; depth += 1) {
          const parent = depth === 2 ? cityId : idOf(deep(depth - 1));
          await chain.send(chain.registration(deep(depth), { parent }));
        }
      },
      exceed(chain) {
        const [iss, parent] = [deep(depthMax + 1), idOf(deep(depthMax))];
        return {
          call: chain.registration(iss, { parent }),
          events: [registered(iss, { parent, depth: depthMax + 1 })],
        };
      },
      questions: ofAuthority(idOf(deep(depthMax)), idOf(deep(depthMax + 1))),
      expected: {
        ...represented("AuthorityRegistry_TooDeep"),
        registry: ["read", "authority.above"],
        list: ["listed", "left out: authority.above"],
        sdk: ["read", "no line to the city"],
        file: ["read", "no line to the city"],
        monitor: ["read", "left out: authority.above"],
      },
    },
    {
      limit: "issuerBytesMax",
      async reach(chain) {
        await chain.send(grant(chain, longPrefix), chain.registration(long));
        if (Buffer.byteLength(long) !== issuerBytesMax)
          throw new Error("not of the limit's length");
      },
      exceed: (chain) => ({
        call: chain.registration(tooLong),
        events: [granted(tooLongPrefix), registered(tooLong)],
      }),
      questions: ofAuthority(idOf(long), idOf(tooLong)),
      expected: represented("AuthorityRegistry_TextLength"),
    },
    {
      limit: "issuerSlugBytesMax",
      reach: (chain) => chain.send(chain.registration(slug)),
      exceed: (chain) => ({
        call: chain.registration(tooLongSlug),
        events: [registered(tooLongSlug)],
      }),
      questions: ofAuthority(idOf(slug), idOf(tooLongSlug)),
      expected: {
        ...represented("AuthorityRegistry_TextLength"),
        registry: ["read", "issuer.slug"],
        list: ["listed", "left out: issuer.slug"],
        monitor: ["read", "left out: issuer.slug"],
      },
    },
    {
      limit: "issuerPrefixBytesMax",
      reach: (chain) =>
        chain.send(grant(chain, longPrefix), chain.registration(`${longPrefix}office`)),
      exceed: (chain) => ({
        call: grant(chain, tooLongPrefix),
        events: [granted(tooLongPrefix), registered(`${tooLongPrefix}office`)],
      }),
      questions: {
        ...ofAuthority(idOf(`${longPrefix}office`), idOf(`${tooLongPrefix}office`)),
        takeOver: (readers, isPast) => readers.takeOver(hexOf(isPast ? tooLongPrefix : longPrefix)),
      },
      expected: represented("AuthorityRegistry_TextLength"),
    },
    {
      limit: "namesBytesMax",
      reach: (chain) =>
        chain.send(chain.registration(named, { names: namesOfBytes(namesBytesMax) })),
      exceed(chain) {
        const names = namesOfBytes(namesBytesMax + 1);
        return {
          call: chain.registration(tooNamed, { names }),
          events: [registered(tooNamed, { names })],
        };
      },
      questions: ofAuthority(idOf(named), idOf(tooNamed)),
      expected: represented("AuthorityRegistry_TextLength"),
    },
  ];
};

/** A key's end: both offices are there from the beginning, so that just the key is beyond. */
const rowOfTimes = (): LimitRow => {
  const [sound, late] = [issOf("sound"), issOf("late")];
  return {
    limit: "timeMax",
    async reach(chain) {
      await chain.send(chain.registration(sound), chain.registration(late));
      const { args } = chain.keyArguments(idOf(sound), BigInt(timeMax));
      await chain.send(chain.registryCall("addSigningKey", args));
    },
    exceed(chain) {
      const until = BigInt(timeMax) + 1n;
      const { thumbprint, x, y, args } = chain.keyArguments(idOf(late), until);
      const authority = idOf(late);
      return {
        call: chain.registryCall("addSigningKey", args),
        events: [
          {
            contract: "AuthorityRegistry",
            name: "SigningKeyChanged",
            args: { authority, thumbprint, from: 1n, until },
          },
          {
            contract: "AuthorityRegistry",
            name: "SigningKeyPublished",
            args: { authority, thumbprint, x, y },
          },
        ],
      };
    },
    questions: ofAuthority(idOf(sound), idOf(late)),
    expected: {
      ...represented("AuthorityRegistry_TimeOutOfRange"),
      registry: ["read", "key.time"],
      list: ["listed", "listed without: key.time"],
      sdk: ["read", "refuses: trust-list.content"],
      file: ["read", "left out"],
    },
  };
};

const rowsOfRates = (): readonly LimitRow[] => {
  const district = issOf("district");
  const below = (number: number) => issOf(`district-office-${number}`);
  const office = (number: number) => issOf(`office-${number}`);
  const inDistrict = { parent: idOf(district) };
  const busy = issOf("district-busy");
  const appoint = (chain: LimitChain, number: number) =>
    chain.registryCall(
      "setOfficer",
      [idOf(busy), addressOf(number), roles.issue],
      accounts.district,
    );
  return [
    {
      limit: "registrationsPerDayMax",
      async reach(chain) {
        await chain.send(chain.registration(district, { kind: kinds.district }));
        await chain.sendTogether(
          Array.from({ length: registrationsPerDayMax }, (_, i) =>
            chain.registration(below(i), inDistrict),
          ),
          48,
        );
      },
      exceed: (chain) => ({
        call: chain.registration(below(registrationsPerDayMax), inDistrict),
        events: [registered(below(registrationsPerDayMax), { ...inDistrict, depth: 3 })],
      }),
      questions: ofAuthority(
        idOf(below(registrationsPerDayMax - 1)),
        idOf(below(registrationsPerDayMax)),
      ),
      expected: represented("AuthorityRegistry_TooManyToday"),
    },
    {
      limit: "cityRegistrationsPerDayMax",
      reach: (chain) =>
        chain.sendTogether(
          Array.from({ length: cityRegistrationsPerDayMax }, (_, i) =>
            chain.registration(office(i)),
          ),
          48,
        ),
      exceed: (chain) => ({
        call: chain.registration(office(cityRegistrationsPerDayMax)),
        events: [registered(office(cityRegistrationsPerDayMax))],
      }),
      questions: ofAuthority(
        idOf(office(cityRegistrationsPerDayMax - 1)),
        idOf(office(cityRegistrationsPerDayMax)),
      ),
      expected: represented("AuthorityRegistry_TooManyToday"),
    },
    {
      limit: "changesPerDayMax",
      async reach(chain) {
        await chain.send(
          chain.registration(district, { kind: kinds.district }),
          chain.registryCall("setOfficer", [idOf(district), accounts.district, roles.administer]),
          chain.registration(busy, inDistrict),
        );
        await chain.sendTogether(
          Array.from({ length: changesPerDayMax }, (_, i) => appoint(chain, i)),
          128,
        );
      },
      exceed: (chain) => ({
        call: appoint(chain, changesPerDayMax),
        events: [
          {
            contract: "AuthorityRegistry",
            name: "OfficerChanged",
            args: {
              authority: idOf(busy),
              officer: addressOf(changesPerDayMax),
              roles: roles.issue,
            },
          },
        ],
      }),
      questions: {
        ...ofAuthority(idOf(busy), idOf(busy)),
        takeOver: (readers, isPast) =>
          readers.takeOver(addressOf(isPast ? changesPerDayMax : changesPerDayMax - 1)),
      },
      expected: represented("AuthorityRegistry_TooManyToday"),
    },
  ];
};

const rowsOfNetwork = (): readonly LimitRow[] => {
  const keyOf = (bytes: number): Hex => `0x${"7e".repeat(bytes)}`;
  const change = (consensusKey: Hex, nodeKey: Hex, power: number) => ({
    centre: cityId,
    consensusKey,
    nodeKey,
    power: BigInt(power),
    from: 0n,
    until: 0n,
  });
  const call = (chain: LimitChain, values: ReturnType<typeof change>) =>
    chain.registryCall("setValidator", Object.values(values));
  const event = (values: ReturnType<typeof change>): Forged => ({
    contract: "AuthorityRegistry",
    name: "ValidatorChanged",
    args: { ...values, from: 1n },
  });
  const toApi = (values: ReturnType<typeof change>): string =>
    registryOperationShape.safeParse({
      operation: "SetValidator",
      values: Object.fromEntries(
        Object.entries(values).map(([name, value]) => [name, String(value)]),
      ),
    }).success
      ? "read"
      : "refuses";
  const isIt =
    ({ consensusKey, power }: ReturnType<typeof change>) =>
    (term: ValidatorTerm): boolean =>
      term.consensusKey === toBase64(fromHex(consensusKey)) && term.power === Number(power);
  const row = (
    limit: LimitName,
    error: string,
    at: ReturnType<typeof change>,
    past: ReturnType<typeof change>,
    part: (values: ReturnType<typeof change>) => Hex,
  ): LimitRow => ({
    limit,
    reach: (chain) => chain.send(call(chain, at)),
    exceed: (chain) => ({ call: call(chain, past), events: [event(past)] }),
    questions: {
      indexer: (readers) => readers.indexer(),
      registry: (readers, isPast) => readers.validator(isIt(isPast ? past : at)),
      list: (readers, isPast) => readers.listValidator(isIt(isPast ? past : at)),
      sdk: (readers, isPast) => readers.sdkValidator(isIt(isPast ? past : at)),
      api: (_, isPast) => toApi(isPast ? past : at),
      monitor: (readers) => readers.monitor(cityId),
      takeOver: (readers, isPast) => readers.takeOver(part(isPast ? past : at)),
    },
    expected: {
      contract: ["accepted", error],
      indexer: ["kept", "kept"],
      registry: ["read", "read"],
      list: ["listed", "listed"],
      sdk: ["read", "read"],
      file: { none: "a file brings entries, and validators are in the head" },
      api: ["read", "read"],
      monitor: ["read", "read"],
      takeOver: ["carried", "carried"],
    },
  });
  const longest = keyOf(networkKeyBytesMax);
  const power = ({ power: value }: ReturnType<typeof change>): Hex =>
    `0x${value.toString(16).padStart(64, "0")}`;
  return [
    row(
      "networkKeyBytesMax",
      "NetworkRecords_InvalidKey",
      change(longest, longest, 1),
      change(keyOf(networkKeyBytesMax + 1), longest, 1),
      ({ consensusKey }) => consensusKey,
    ),
    row(
      "validatorPowerMax",
      "NetworkRecords_InvalidPower",
      change("0x01", "0x01", validatorPowerMax),
      change("0x02", "0x02", validatorPowerMax + 1),
      power,
    ),
  ];
};

const entryQuestions = (at: number): LimitRow["questions"] => ({
  indexer: (readers) => readers.indexer(),
  sdk: (readers) => readers.sdkEntry(),
  file: (readers, isPast) => readers.fileBatch(isPast ? at + 1 : at),
  api: (readers) => readers.apiEntry(),
  monitor: (readers) => readers.monitorChain(),
});

const noList = { none: "the registry and its list know no batches" } as const;

const rowsOfLog = (): readonly LimitRow[] => {
  const root = hashOf("batch");
  const append = (chain: LimitChain, count: number) =>
    chain.callTo("DocumentLog", "append", [cityId, typeId, root, BigInt(count)], accounts.service);
  const terms = (size: number) => ({
    stateRoot: emptyStatusHead,
    pieces: 0n,
    statusRoot: emptyStatusHead,
    statusPieces: 0n,
    predecessorChainId: 1n,
    predecessorLog: addressOf(1),
    predecessorSize: BigInt(size),
    predecessorRoot: hashOf("root"),
    sealedAt: 1n,
  });
  const takeOver = (chain: LimitChain, size: number) =>
    chain.registryCall("takeOver", [terms(size)]);
  return [
    {
      limit: "batchCountMax",
      reach: (chain) =>
        chain.send(
          chain.registryCall("setAccreditation", [cityId, typeId, 2]),
          chain.registryCall("setOfficer", [cityId, accounts.service, roles.anchor]),
          append(chain, batchCountMax),
        ),
      exceed: (chain) => ({
        call: append(chain, batchCountMax + 1),
        events: [
          {
            contract: "DocumentLog",
            name: "BatchAppended",
            args: {
              authority: cityId,
              documentType: typeId,
              batchRoot: root,
              count: BigInt(batchCountMax + 1),
            },
          },
        ],
      }),
      questions: entryQuestions(batchCountMax),
      expected: {
        contract: ["accepted", "DocumentLog_BatchTooLarge"],
        indexer: ["kept", "kept"],
        registry: noList,
        list: noList,
        sdk: ["read", "read"],
        file: ["read", "read"],
        api: ["read", "read"],
        monitor: ["read", "finds: chain.unsound"],
        takeOver: { none: "entries stay in the log that has them" },
      },
    },
    {
      limit: "logSizeMax",
      isOnce: true,
      reach: (chain) =>
        chain.send(
          takeOver(chain, logSizeMax),
          chain.callTo("DocumentLog", "commitPredecessor", [], accounts.service),
        ),
      exceed: (chain) => ({
        call: takeOver(chain, logSizeMax + 1),
        events: [
          {
            contract: "AuthorityRegistry",
            name: "TakeOverBegun",
            args: { terms: terms(logSizeMax + 1) },
          },
          {
            contract: "DocumentLog",
            name: "BatchAppended",
            args: {
              ...predecessorArgs(logSizeMax + 1),
              count: BigInt(logSizeMax + 1),
            },
          },
        ],
      }),
      questions: entryQuestions(logSizeMax),
      expected: {
        contract: ["accepted", "Succession_InvalidPredecessor"],
        indexer: ["kept", "kept"],
        registry: noList,
        list: { none: "a head has the size that our own log had when it was sealed" },
        sdk: ["read", "read"],
        file: ["read", "read"],
        api: ["read", "read"],
        monitor: ["read", "finds: chain.unsound"],
        takeOver: { none: "it is of the log before" },
      },
    },
  ];
};

function predecessorArgs(size: number) {
  const sealed = { chainId: 1, log: addressOf(1), size, root: fromHex(hashOf("root")) };
  const { authority, documentType, batchRoot } = toPredecessorEntry(sealed);
  return { authority, documentType, batchRoot: toHex(batchRoot) };
}

/** A document at this place of a status list that is published with all its entries. */
async function judgeAt(statusIndex: number): Promise<string> {
  const world = new World({ witnessCount: 1 });
  const { file } = await world.make({ statusIndex });
  const lists = [await world.statusList()];
  const verdict = await verify(file, await world.trustList(), lists, {}, worldTimes.now);
  return verdict.outcome === "valid" ? "read" : `${verdict.outcome}: ${verdict.cause?.code}`;
}

const rowsOfStatuses = (): readonly LimitRow[] => {
  const entries = (indexes: readonly number[]): Hex =>
    toHex(
      Uint8Array.from(
        indexes.flatMap((index) => {
          const value = 4 * index + 1;
          return [value >> 16, (value >> 8) & 0xff, value & 0xff];
        }),
      ),
    );
  const change = (chain: LimitChain, list: number, changes: Hex) =>
    chain.callTo(
      "StatusLists",
      "changeStatus",
      [cityId, cityId, BigInt(list), changes],
      accounts.service,
    );
  const row = (
    limit: LimitName,
    error: string,
    at: { readonly list: number; readonly changes: Hex },
    past: { readonly list: number; readonly changes: Hex },
    more: Pick<LimitRow, "questions"> & { readonly expected: Partial<LimitRow["expected"]> },
  ): LimitRow => ({
    limit,
    reach: (chain) =>
      chain.send(
        chain.registryCall("setOfficer", [cityId, accounts.service, roles.revoke]),
        change(chain, at.list, at.changes),
      ),
    exceed: (chain) => ({
      call: change(chain, past.list, past.changes),
      events: [
        {
          contract: "StatusLists",
          name: "StatusChanged",
          args: {
            owner: cityId,
            list: BigInt(past.list),
            acting: cityId,
            changes: past.changes,
            officer: accounts.service,
          },
        },
      ],
    }),
    questions: {
      indexer: (readers) => readers.indexer(),
      sdk: (readers) => readers.sdkChanges(),
      monitor: (readers) => readers.monitorChain(),
      ...more.questions,
    },
    expected: {
      contract: ["accepted", error],
      indexer: ["kept", "kept"],
      registry: { none: "the registry knows no statuses" },
      list: { none: "a trust list has no statuses" },
      sdk: ["read", "read"],
      file: { none: "a file names a list by its address, and brings a published list" },
      api: ["read", "read"],
      monitor: ["read", "read"],
      takeOver: { none: "a list goes on from its head alone" },
      ...more.expected,
    },
  });
  const one = entries([0]);
  const many = (count: number) => entries(Array.from({ length: count }, (_, index) => index));
  return [
    row(
      "statusListsMax",
      "StatusLists_ListOutOfRange",
      { list: statusListsMax - 1, changes: one },
      { list: statusListsMax, changes: one },
      {
        questions: {
          api: (readers, isPast) => readers.apiList(isPast ? statusListsMax : statusListsMax - 1),
        },
        expected: {},
      },
    ),
    row(
      "statusListEntries",
      "StatusLists_IndexOutOfRange",
      { list: 0, changes: entries([statusListEntries - 1]) },
      { list: 0, changes: entries([statusListEntries]) },
      {
        questions: {
          file: (_, isPast) => judgeAt(isPast ? statusListEntries : statusListEntries - 1),
        },
        expected: {
          // What is hashed into a head and cannot be folded is no event of the contract's (docs/decisions/0074).
          indexer: ["kept", "stops: status.event"],
          sdk: ["read", "refuses: status-list.changes"],
          file: ["read", "invalid: status.out-of-range"],
          api: { none: "it has whole lists, no entries" },
          monitor: ["read", "finds: chain.status-changes"],
        },
      },
    ),
    row(
      "statusEntriesPerCallMax",
      "StatusLists_TooManyEntries",
      { list: 0, changes: many(statusEntriesPerCallMax) },
      { list: 0, changes: many(statusEntriesPerCallMax + 1) },
      { questions: {}, expected: { api: { none: "it has whole lists, no changes" } } },
    ),
  ];
};

/** A request that so many people sign, by passkeys, whose signatures are the longest. */
async function signedByPeople(count: number): Promise<string> {
  const people = Array.from({ length: count }, (_, i) => passkeySigner(addressOf(i)));
  const typedData = {
    domain: { name: "Sello Authority Registry", version: "2" },
    types: { AcceptAdministration: [{ name: "authority", type: "bytes32" }] },
    message: { authority: cityId },
  };
  const authorization = {
    signer: addressOf(0),
    nonce: "0",
    deadline: "1",
    signature: await signTogether(people, typedData),
  };
  const request = { operation: "AcceptAdministration", values: { authority: cityId } };
  const { success } = registryRequestShape.safeParse({ ...request, authorization });
  return success ? "read" : "refuses";
}

const rowOfAccounts = (): LimitRow => {
  const none = { none: "an account's people are asked of the account, not read from events" };
  return {
    limit: "accountSignersMax",
    reach: (chain) => chain.send(chain.account(accountSignersMax)),
    exceed: (chain) => ({ call: chain.account(accountSignersMax + 1), events: [] }),
    questions: {
      api: (_, isPast) => signedByPeople(isPast ? accountSignersMax + 1 : accountSignersMax),
    },
    expected: {
      contract: ["accepted", "OfficerAccount_TooManySigners"],
      indexer: none,
      registry: none,
      list: none,
      sdk: none,
      file: none,
      api: ["read", "read"],
      monitor: none,
      takeOver: none,
    },
  };
};

export const limitRows: readonly LimitRow[] = [
  ...rowsOfTexts(),
  rowOfTimes(),
  ...rowsOfRates(),
  ...rowsOfNetwork(),
  ...rowsOfLog(),
  ...rowsOfStatuses(),
  rowOfAccounts(),
];
