/*
 * Every message, question and progress of ours. VS Code makes links and icons of what these texts hold, and names,
 * keys and excerpts of files are among it: nothing goes to `vscode.window` but through here, which the linter holds.
 */
import * as vscode from "vscode";
import { plainBlock, plainText } from "./plain-text";

/** Characters of an entry in a list, or of a title. */
const MOST_OF_LABEL = 200;

const label = (text: string): string => plainText(text, MOST_OF_LABEL);

/** Shows a message with buttons; gives the one that was pressed. */
export const inform = (message: string, ...buttons: readonly string[]): Thenable<string | undefined> =>
  vscode.window.showInformationMessage(plainText(message), ...buttons);

/** The same for something that went another way than the person meant it to. */
export const warn = (message: string, ...buttons: readonly string[]): Thenable<string | undefined> =>
  vscode.window.showWarningMessage(plainText(message), ...buttons);

/** The same for something that failed. */
export const fail = (message: string, ...buttons: readonly string[]): Thenable<string | undefined> =>
  vscode.window.showErrorMessage(plainText(message), ...buttons);

/** Asks a question that has to be answered first; gives the button that was pressed. */
export const confirm = (
  question: string,
  detail: string | undefined,
  ...buttons: readonly string[]
): Thenable<string | undefined> =>
  vscode.window.showWarningMessage(
    plainText(question),
    { modal: true, ...(detail !== undefined && { detail: plainBlock(detail) }) },
    ...buttons,
  );

type Refusal = string | vscode.InputBoxValidationMessage | undefined;

const plainRefusal = (refusal: Refusal): Refusal =>
  typeof refusal === "object" ? { ...refusal, message: plainText(refusal.message) } : refusal && plainText(refusal);

/** What `askForText` shows. */
export interface TextQuestion {
  readonly title: string;
  readonly prompt: string;
  readonly placeHolder?: string;
  /** What is in the box at first. */
  readonly value?: string;
  /** Says what is wrong with what was typed. */
  readonly refusal: (typed: string) => Refusal | Promise<Refusal>;
}

/** Asks for a text, which stays asked for while the person looks elsewhere. */
export const askForText = ({
  title,
  prompt,
  placeHolder,
  value,
  refusal,
}: TextQuestion): Thenable<string | undefined> =>
  vscode.window.showInputBox({
    title: label(title),
    prompt: plainText(prompt),
    ...(placeHolder !== undefined && { placeHolder: label(placeHolder) }),
    ...(value !== undefined && { value }),
    ignoreFocusOut: true,
    validateInput: async (typed) => plainRefusal(await refusal(typed)),
  });

/** An entry in a list to choose from. */
export interface Choice<T> {
  readonly label: string;
  readonly description?: string;
  /** The name of a codicon. */
  readonly icon?: string;
  readonly value: T;
}

const itemOf = <T>(choice: Choice<T>): vscode.QuickPickItem & { readonly value: T } => ({
  label: label(choice.label),
  ...(choice.description !== undefined && { description: label(choice.description) }),
  ...(choice.icon !== undefined && { iconPath: new vscode.ThemeIcon(choice.icon) }),
  value: choice.value,
});

/** Asks for one of several; undefined where the person thinks better of it. */
export async function choose<T>(
  choices: readonly Choice<T>[],
  options: Pick<vscode.QuickPickOptions, "title" | "placeHolder" | "matchOnDescription" | "ignoreFocusOut">,
): Promise<{ readonly value: T } | undefined> {
  const { title, placeHolder } = options;
  return vscode.window.showQuickPick(choices.map(itemOf), {
    ...options,
    ...(title !== undefined && { title: label(title) }),
    ...(placeHolder !== undefined && { placeHolder: label(placeHolder) }),
  });
}

/** Asks for one of several, or for whatever the person types; undefined where they think better of it. */
export function chooseOrType(
  title: string,
  placeholder: string,
  choices: readonly Choice<string>[],
): Promise<string | undefined> {
  const pick = vscode.window.createQuickPick<vscode.QuickPickItem & { readonly value: string }>();
  const found = choices.map(itemOf);
  pick.title = label(title);
  pick.placeholder = label(placeholder);
  pick.items = found;
  pick.onDidChangeValue((value) => {
    const typed = value.trim();
    const isKnown = typed === "" || choices.some((choice) => choice.value === typed);
    pick.items = isKnown ? found : [...found, { ...itemOf({ label: typed, value: typed }), alwaysShow: true }];
  });
  return new Promise((resolve) => {
    pick.onDidAccept(() => {
      // Who types fast accepts before what was typed is in the list.
      const chosen = pick.activeItems[0]?.value ?? pick.value.trim();
      if (chosen === "") return;
      resolve(chosen);
      pick.hide();
    });
    pick.onDidHide(() => {
      resolve(undefined);
      pick.dispose();
    });
    pick.show();
  });
}

/** Says in a notification what is waited for, with a way to cancel it. */
export const whileTold = <T>(
  title: string,
  action: (cancellation: vscode.CancellationToken) => Promise<T>,
): Thenable<T> =>
  vscode.window.withProgress(
    { location: vscode.ProgressLocation.Notification, title: plainText(title), cancellable: true },
    async (_, cancellation) => action(cancellation),
  );
