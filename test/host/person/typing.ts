/** Settings under which code and cells are typed as they stand. */
export const AS_TYPED = {
  "editor.autoClosingBrackets": "never",
  "editor.autoIndent": "none",
  "editor.quickSuggestions": "off",
};
