// Median, 95th percentile, and tables of them.

/** The smallest value that is not below the given part of all (nearest rank). */
export function quantile(values: number[], part: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(part * sorted.length) - 1)] ?? NaN;
}

export interface Spread {
  median: number;
  p95: number;
}

export function spread(values: number[]): Spread {
  return { median: quantile(values, 0.5), p95: quantile(values, 0.95) };
}

/** `12.3 (p95 45.6)`. */
export function inWords({ median, p95 }: Spread, digits = 0): string {
  return `${median.toFixed(digits)} (p95 ${p95.toFixed(digits)})`;
}

/** Rows of equal cells, in columns. */
export function table(rows: string[][]): string {
  const widths = rows[0]!.map((_, at) => Math.max(...rows.map((row) => row[at]!.length)));
  return rows.map((row) => row.map((cell, at) => cell.padEnd(widths[at]!)).join("  ").trimEnd()).join("\n");
}
