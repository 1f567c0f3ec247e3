/** A value that is loaded when it is first asked for. */
export interface Once<T> {
  (): Promise<T>;
  /** Lets the next call load it again. */
  forget(): void;
}

/** Loads a value once for all calls. A load that fails is forgotten, so that the next call tries again. */
export function once<T>(load: () => Promise<T>): Once<T> {
  let loading: Promise<T> | undefined;
  const get = (): Promise<T> => {
    if (loading) return loading;
    const mine = load();
    loading = mine;
    mine.catch(() => {
      if (loading === mine) loading = undefined;
    });
    return mine;
  };
  const forget = (): void => {
    loading = undefined;
  };
  return Object.assign(get, { forget });
}
