import { useQuery } from "@tanstack/react-query";
import { client } from "../client.ts";
import { publicKey } from "../queryKeys.ts";

export const useFigures = () =>
  useQuery({ queryKey: publicKey("log", "figures"), queryFn: () => client.getFigures() });
