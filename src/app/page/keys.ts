/** What Ctrl+Z and its relatives do. */
export interface UndoRedo {
  undo(): void;
  redo(): void;
}

/** Which of the two a key press asks for: Ctrl+Z, Ctrl+Shift+Z, Ctrl+Y, and the same with Cmd. */
export function undoRedoOf(event: KeyboardEvent): keyof UndoRedo | null {
  if (!(event.ctrlKey || event.metaKey) || event.altKey) return null;
  const key = event.key.toLowerCase();
  if (key === "z") return event.shiftKey ? "redo" : "undo";
  return key === "y" && !event.shiftKey ? "redo" : null;
}

/** Hears undo and redo before the fields, which have their own, and before VS Code, which would do it once more. */
export function listenForUndo(page: Document, target: UndoRedo): void {
  page.addEventListener(
    "keydown",
    (event) => {
      const what = undoRedoOf(event);
      if (!what) return;
      event.preventDefault();
      event.stopPropagation();
      target[what]();
    },
    { capture: true },
  );
}
