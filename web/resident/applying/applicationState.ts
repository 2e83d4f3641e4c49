import type { Output } from "@sello/api/client";
import type { IconName } from "../parts/Icon.tsx";
import type { Words } from "../words/Words.ts";

export type MyApplication = Output<"getMyApplication">;
export type ApplicationSummary = Output<"listMyApplications">["applications"][number];

/** Of a state that goes on by itself. */
export const isUnderWay = ({ state }: Pick<ApplicationSummary, "state">): boolean =>
  state === "received" || state === "evidence" || state === "decided" || state === "issued";

/** How an application is marked: the outcome as soon as there is one, by shape as well as colour. */
export function describeApplication(
  { state, outcome }: Pick<ApplicationSummary, "state" | "outcome">,
  { applying: words }: Words,
): { readonly tone: "good" | "wait" | "bad"; readonly icon: IconName; readonly text: string } {
  if (outcome === "granted") return { tone: "good", icon: "good", text: words.granted };
  if (outcome === "refused") return { tone: "bad", icon: "bad", text: words.refused };
  return { tone: "wait", icon: state === "sent_back" ? "pause" : "wait", text: words.state[state] };
}
