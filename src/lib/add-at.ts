/** `array[index] += value`; what lies outside counts as 0. */
export function addAt(array: Float64Array, index: number, value: number): void {
  array[index] = (array[index] ?? 0) + value;
}
