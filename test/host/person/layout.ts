import type { FrameLocator } from "playwright-core";

/** What is cut off in a page, in words; nothing where all can be read. */
export function cutOff(frame: FrameLocator): Promise<readonly string[]> {
  return frame.locator("html").evaluate((root) => {
    const found: string[] = [];
    const scrolling = root.ownerDocument.scrollingElement ?? root;
    const width = scrolling.clientWidth;
    if (scrolling.scrollWidth > width) found.push(`the page is ${scrolling.scrollWidth} pixels wide, of ${width}`);
    const all = (node: Document | ShadowRoot | Element): Element[] =>
      [...node.querySelectorAll("*")].flatMap((element) => [
        element,
        ...(element.shadowRoot ? all(element.shadowRoot) : []),
      ]);
    const words = (element: Element) =>
      `${element.tagName.toLowerCase()} "${element instanceof HTMLInputElement ? element.value : element.textContent.trim()}"`;
    for (const element of all(root)) {
      if (!(element instanceof HTMLElement) || !element.checkVisibility() || element.closest(".dx-hidden")) continue;
      const box = element.getBoundingClientRect();
      if (box.width > 0 && (box.right > width + 0.5 || box.left < -0.5))
        found.push(`${words(element)} ends at ${box.right.toFixed(0)} of ${width}`);
      const style = getComputedStyle(element);
      const clips = style.overflowX !== "visible" || element.matches("input, td, th");
      const own =
        element.matches("input") ||
        [...element.childNodes].some((node) => node.nodeType === 3 && node.textContent?.trim());
      // What is shortened and says all of it on hover is not lost.
      if (clips && own && element.scrollWidth > element.clientWidth + 1 && !element.title)
        found.push(`${words(element)} needs ${element.scrollWidth} pixels and has ${element.clientWidth}`);
      if (style.overflowY === "hidden" && own && element.scrollHeight > element.clientHeight + 2 && !element.title)
        found.push(`${words(element)} is ${element.scrollHeight} pixels high and has ${element.clientHeight}`);
    }
    return found;
  });
}

/** Every control in the page that can be used, in the order of the page. */
export function controlsOf(frame: FrameLocator): Promise<readonly string[]> {
  return frame.locator("html").evaluate((root) => {
    const all = (node: Document | ShadowRoot | Element): Element[] =>
      [...node.querySelectorAll("*")].flatMap((element) => [
        element,
        ...(element.shadowRoot ? all(element.shadowRoot) : []),
      ]);
    return all(root)
      .filter((element) => element.matches("input, button, textarea, select, [role=combobox], [role=button]"))
      .filter((element) => element.checkVisibility({ visibilityProperty: true }))
      .filter((element) => !element.matches(":disabled, [disabled]"))
      .map((element) => nameOf(element));

    function nameOf(element: Element): string {
      const labels = (element as HTMLInputElement).labels;
      const own = element.getAttribute("aria-label") ?? labels?.[0]?.innerText ?? (element as HTMLElement).innerText;
      return own.replace(/\s+/g, " ").trim();
    }
  });
}

/**
 * What has the focus is called; null where nothing in the page has it. \`unseen\` gathers the names of controls that
 * looked with the focus as they look without: each is looked at again once the focus is elsewhere.
 */
export async function focused(frame: FrameLocator, unseen: string[]): Promise<string | null> {
  const { name, missed } = await frame.locator("html").evaluate((root) => {
    const page = globalThis as unknown as { last?: { element: Element; name: string; look: string } | undefined };
    const lookOf = (element: Element): string => {
      const around = element.getRootNode();
      const inside = (element.shadowRoot ?? element).querySelectorAll("*");
      const parts = [element, ...(around instanceof ShadowRoot ? [around.host] : []), ...inside];
      const looks = parts.map((part) => {
        const { outlineStyle, outlineWidth, outlineColor, borderColor, boxShadow } = getComputedStyle(part);
        return [outlineStyle, outlineWidth, outlineColor, borderColor, boxShadow].join();
      });
      return looks.join("; ");
    };
    const { last } = page;
    let element = root.ownerDocument.activeElement;
    while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
    const missed = last && last.element !== element && lookOf(last.element) === last.look ? last.name : null;
    page.last = undefined;
    if (!element || element === root.ownerDocument.body || !root.ownerDocument.hasFocus())
      return { name: null, missed };
    const labels = (element as HTMLInputElement).labels;
    const name = element.getAttribute("aria-label") ?? labels?.[0]?.innerText ?? (element as HTMLElement).innerText;
    page.last = { element, name, look: lookOf(element) };
    return { name: name.replace(/\s+/g, " ").trim(), missed };
  });
  if (missed !== null) unseen.push(missed);
  return name;
}
