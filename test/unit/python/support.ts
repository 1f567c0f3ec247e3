import assert from "node:assert/strict";
import { NotationError } from "../../../src/python/index";

/** What reading is refused with; fails where it is not refused, or not with a NotationError. */
export function refusal(read: () => unknown): NotationError {
  try {
    read();
  } catch (error) {
    assert.ok(error instanceof NotationError, String(error));
    return error;
  }
  return assert.fail("This was read, and should have been refused");
}
