import { checkSpec, sameValue, type ExploreSpec } from "../../formats/index";
import { isObject, kindOf, type Members } from "../spec-files/values";

/** What was changed is no longer there. */
class Gone extends Error {}

function merged(base: unknown, now: unknown, wanted: unknown): unknown {
  if (sameValue(wanted, base)) return now;
  if (sameValue(now, base)) return wanted;
  if (isObject(base) && isObject(wanted) && kindOf(base) === kindOf(wanted)) {
    if (isObject(now) && kindOf(now) === kindOf(base)) return mergedMembers(base, now, wanted);
    throw new Gone();
  }
  if (Array.isArray(base) && Array.isArray(wanted)) {
    if (!Array.isArray(now) || now.length !== base.length || wanted.length !== base.length) throw new Gone();
    return base.map((item, index) => merged(item, now[index], wanted[index]));
  }
  // Both gave this one place another value: the newer one counts.
  return wanted;
}

function mergedMembers(base: Members, now: Members, wanted: Members): Members {
  const names = new Set([base, now, wanted].flatMap((members) => Object.keys(members)));
  const all = [...names].map((name) => [name, merged(base[name], now[name], wanted[name])] as const);
  return Object.fromEntries(all.filter(([, value]) => value !== undefined));
}

/**
 * A change that was made of an older experiment, made of the present one: what it changed is as the person wants it, and
 * everything else as it is now.
 *
 * @param base The experiment that was changed.
 * @param now What has become of it meanwhile.
 * @param wanted What the change made of `base`.
 * @returns null where the two do not go together, as where the layer that was changed is gone.
 */
export function rebased(base: ExploreSpec, now: ExploreSpec, wanted: ExploreSpec): ExploreSpec | null {
  try {
    const checked = checkSpec(merged(base, now, wanted));
    return "spec" in checked ? checked.spec : null;
  } catch (error) {
    if (error instanceof Gone) return null;
    throw error;
  }
}
