import { Navigate, useLocation } from "react-router";
import { useSession } from "../api/requests/useSession.ts";
import { SignInPage } from "./SignInPage.tsx";

type From = { readonly from?: string } | null;

/** Who is signed in already goes where they wanted to. */
export function Page() {
  const { data: session } = useSession();
  const from = (useLocation().state as From)?.from ?? "/";
  if (session) return <Navigate to={from} replace />;
  return <SignInPage />;
}
