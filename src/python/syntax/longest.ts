/** The longest text that is read, in UTF-16 units: 2 MiB. */
export const LONGEST_TEXT = 2_097_152;
