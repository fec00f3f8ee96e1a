// Days and their numbers as data. A day is `YYYY-MM-DD`, where the reader is.

export const DAYS = 14;
export const MAX_NUMBER = 1_000_000;
export const PREFIX = "visitors/";
export const GOAL_KEY = `${PREFIX}goal`;

export const keyOf = (day) => `${PREFIX}${day}`;

const two = (number) => String(number).padStart(2, "0");
const dayOf = (date) => `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;

/** The last days, today at the end. Noon keeps clear of the hours that clocks skip. */
export function lastDays(now) {
  return Array.from({ length: DAYS }, (_, index) => dayOf(new Date(now.getFullYear(), now.getMonth(), now.getDate() - DAYS + 1 + index, 12)));
}

export const dateOf = (day) => new Date(`${day}T12:00:00`);

/** A whole number as somebody types it, with the separators of either language; undefined if it is none. */
export function numberOf(text) {
  const digits = String(text).replace(/[\s.,']/g, "");
  return /^\d{1,7}$/.test(digits) && Number(digits) <= MAX_NUMBER ? Number(digits) : undefined;
}

const isNumber = (value) => Number.isInteger(value) && value >= 0 && value <= MAX_NUMBER;

/** What the records say, without what is no number. */
export const numbersOf = (records) => records.filter(({ value }) => isNumber(value)).map(({ key, value }) => [key, value]);

/** @returns {{ days: { day: string, number?: number }[], goal?: number, filled: number, average: number, reached: number }} */
export function overviewOf(values, now) {
  const goal = values.get(GOAL_KEY);
  const days = lastDays(now).map((day) => ({ day, number: values.get(keyOf(day)) }));
  const numbers = days.flatMap(({ number }) => (number === undefined ? [] : [number]));
  const sum = numbers.reduce((total, number) => total + number, 0);
  return { days, goal, filled: numbers.length, average: numbers.length > 0 ? sum / numbers.length : 0, reached: goal === undefined ? 0 : numbers.filter((number) => number >= goal).length };
}

/** The top of a chart whose highest value is this: 1, 2 or 5 with noughts. */
export function topOf(highest) {
  const power = 10 ** Math.floor(Math.log10(Math.max(1, highest)));
  return [1, 2, 5, 10].map((step) => step * power).find((top) => top >= highest);
}
