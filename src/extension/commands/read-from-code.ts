import type { AppState, CodeOrigin } from "../../formats/index";
import type { ApplicationProxy } from "../applications/application-proxy";
import type { Applications } from "../applications/applications";

/** An application whose experiment was read from code. */
export interface FromCode {
  readonly application: ApplicationProxy;
  readonly state: AppState;
  readonly code: CodeOrigin;
}

/**
 * Gives the one among those read from code that was used last.
 *
 * @throws Error where there is none.
 */
export type ReadFromCode = () => FromCode;

/** Finds it among the live ones. */
export function readFromCode(applications: Applications): ReadFromCode {
  return () => {
    const read = applications.all.flatMap((application): FromCode[] => {
      const { state } = application;
      return state?.code ? [{ application, state, code: state.code }] : [];
    });
    const last = read.at(-1);
    if (last) return last;
    throw new Error("No open experiment comes from code. Explore a model in a Python file first.");
  };
}
