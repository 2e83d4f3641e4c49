import { Radio } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useFormats } from "../../../ui/useFormats.ts";
import { useHolderMessages } from "../../api/requests/useHolderMessages.ts";

type Props = {
  readonly value: string;
  readonly error: string | undefined;
  onChange(value: string): void;
};

/** What holders can be told, as they read it in this language; and of which documents it is true. */
export function MessageChoice({ value, error, onChange }: Props) {
  const { t } = useTranslation();
  const { local } = useFormats();
  const { data: messages = [] } = useHolderMessages();
  return (
    <Radio.Group label={t("bulk.message")} value={value} onChange={onChange} error={error}>
      <div className="tick-boxes">
        {messages.map(({ code, text, statuses }) => (
          <Radio
            key={code}
            value={code}
            label={local(text)}
            description={t("bulk.tellsOf", {
              statuses: statuses.map((status) => t(`status.${status}`)).join(" · "),
            })}
          />
        ))}
      </div>
    </Radio.Group>
  );
}
