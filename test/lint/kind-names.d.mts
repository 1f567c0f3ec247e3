import type { Rule } from "eslint";

/** A rule of the linter: the name of a layer kind is written in the files of that kind alone. */
export declare const kindNames: Rule.RuleModule;
