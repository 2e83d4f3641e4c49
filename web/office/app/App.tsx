import { MantineProvider } from "@mantine/core";
import { RouterProvider } from "react-router/dom";
import { theme } from "../../ui/theme.ts";
import { Announcer } from "./Announcer.tsx";
import { router } from "./router.tsx";

/** The nonce with which this page may make one style. */
const nonce = () =>
  document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content ?? "";

export function App() {
  return (
    <MantineProvider theme={theme} defaultColorScheme="auto" getStyleNonce={nonce}>
      <RouterProvider router={router} />
      <Announcer />
    </MantineProvider>
  );
}
