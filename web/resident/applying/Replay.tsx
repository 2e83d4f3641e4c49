import { ApiProblem, type Output } from "@sello/api/client";
import type { JsonObject, Language } from "@sello/sdk";
import {
  type DecisionReceipt,
  type Replay as Replayed,
  readReceiptClaims,
  replay,
  toRuleText,
} from "@sello/sdk/decision";
import { useState } from "react";
import { fill } from "../../ui/fill.ts";
import { client } from "../api/client.ts";
import { useAct } from "../api/useAct.ts";
import { shownText } from "../document/shownText.ts";
import { Fault } from "../parts/Fault.tsx";
import { useWords } from "../words/useWords.ts";
import type { Words } from "../words/Words.ts";

type Rules = Output<"getPublishedRules">["rules"];
type Ran = {
  readonly receipt: DecisionReceipt;
  readonly replayed: Replayed;
  readonly rules: Rules | null;
};

type Props = { readonly receipt: string; readonly item: string };

/** Decides once more, on this device: by the receipt's own facts, and the rules that are public. */
export function Replay({ receipt, item }: Props) {
  const { words } = useWords();
  const texts = words.applying;
  const [ran, setRan] = useState<Ran | null>(null);
  const running = useAct(async () => setRan(await run(receipt, item)));
  return (
    <>
      <button
        type="button"
        className="quiet"
        disabled={running.isBusy}
        onClick={() => void running.run()}
      >
        {texts.replay}
      </button>
      <Fault fault={running.fault} />
      <div role="status">{ran === null ? null : <Result ran={ran} />}</div>
    </>
  );
}

async function run(id: string, item: string): Promise<Ran> {
  const document = await client.getMyDocument({ params: { id } as never });
  const claims: JsonObject = Object.fromEntries(
    document.claims.map(({ name, value }) => [name, value as JsonObject[string]]),
  );
  const receipt = readReceiptClaims(claims);
  const rules = await findRules(item, receipt.rules.version);
  const versions =
    rules === null ? [] : [{ item, version: receipt.rules.version, rules: toRuleText(rules) }];
  return { receipt, replayed: replay({ receipt, withheld: 0 }, versions), rules };
}

/** The version that decided, in force or not. Null: the service does not have it. */
async function findRules(item: string, number: number): Promise<Rules | null> {
  try {
    return (await client.getPublishedRules({ params: { item, number } as never })).rules;
  } catch (error) {
    if (error instanceof ApiProblem && error.status === 404) return null;
    throw error;
  }
}

function Result({ ran: { receipt, replayed, rules } }: { readonly ran: Ran }) {
  const { words, language } = useWords();
  const texts = words.applying;
  const { kind } = replayed;
  const tone = kind === "same" ? "good" : kind === "cannot-tell" ? "" : "bad";
  return (
    <>
      <p className={`notice ${tone}`}>{toSentence(replayed, words)}</p>
      {rules === null || kind === "cannot-tell" ? null : (
        <>
          <h2>{texts.facts}</h2>
          <dl className="facts">
            {Object.entries(rules.facts).map(([name, { title }]) => (
              <div key={name}>
                <dt>{title[language]}</dt>
                <dd>
                  <bdi>{toFactText(name, receipt.inputs[`fact.${name}`], words, language)}</bdi>
                </dd>
              </div>
            ))}
          </dl>
        </>
      )}
    </>
  );
}

function toSentence(replayed: Replayed, { applying: texts }: Words): string {
  switch (replayed.kind) {
    case "same":
      return texts.replaySame;
    case "other":
      return fill(texts.replayOther, {
        outcome:
          replayed.outcome === "cannot-tell" ? texts.cannotTell : texts.outcomeOf[replayed.outcome],
      });
    case "cannot-tell":
      return texts.replayNone;
    case "altered":
      return texts.replayAltered;
  }
}

/** As claims are written; what the check of a document gave has words of its own. */
function toFactText(name: string, fact: unknown, { applying }: Words, language: Language): string {
  const words = applying.verdict;
  if (typeof fact === "string" && Object.hasOwn(words, fact))
    return words[fact as keyof typeof words];
  return shownText({ name, value: fact }, language) || applying.notKnown;
}
