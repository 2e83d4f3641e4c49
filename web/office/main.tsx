import { QueryClientProvider } from "@tanstack/react-query";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { initTexts } from "../ui/texts.ts";
import { installTrustedTypes } from "../ui/trustedTypes.ts";
import { queryClient } from "./api/queryClient.ts";
import { App } from "./app/App.tsx";

installTrustedTypes();
await initTexts();

const root = document.getElementById("office");
if (!root) throw new TypeError("the page has no #office");
createRoot(root).render(
  <StrictMode>
    <QueryClientProvider client={queryClient}>
      <App />
    </QueryClientProvider>
  </StrictMode>,
);
