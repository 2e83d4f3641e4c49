import { useTranslation } from "react-i18next";
import { useFormats } from "../../ui/useFormats.ts";
import type { WebhookDelivery } from "../api/requests/useWebhookDeliveries.ts";

const errors = [
  "url.refused",
  "name.unknown",
  "address.private",
  "connection.refused",
  "connection.failed",
  "certificate.bad",
  "answer.late",
  "sender.away",
] as const;

/** What is to be said of the tries of a message: the answer, or why there was none, and when it is tried next. */
export function useDeliveryNotes(delivery: WebhookDelivery): string {
  const { t } = useTranslation();
  const { moment, number } = useFormats();
  const { status, error, attempts, nextAt } = delivery;
  const notes: string[] = [];
  if (status !== null) notes.push(t("hooks.answer", { status }));
  if (error !== null) {
    const known = errors.find((each) => each === error);
    notes.push(known ? t(`hooks.error.${known}`) : t("hooks.error.unknown"));
  }
  if (attempts > 1) notes.push(t("hooks.tries", { number: number(attempts) }));
  if (nextAt !== null && attempts > 0) notes.push(t("hooks.nextTry", { time: moment(nextAt) }));
  return notes.join(" · ");
}
