/** Four significant digits everywhere: 60.01, 4.899, 100.0, 12 350; extreme values as 1.234e−5. */
export declare function formatNumber(value: number): string;

/** A whole number with thin spaces: 10 000. */
export declare function formatCount(count: number): string;

/** A share as a percentage: 40.01 %. */
export declare function formatShare(share: number): string;

/** A relative change with its sign: −39.99 %, +41.42 %. */
export declare function formatChange(change: number): string;
