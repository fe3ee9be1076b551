/** An affine map as SVG writes it: x' = a·x + c·y + e, y' = b·x + d·y + f. */
export type Matrix = readonly [a: number, b: number, c: number, d: number, e: number, f: number];

export const unmoved: Matrix = [1, 0, 0, 1, 0, 0];

const step = /(matrix|translate|scale|rotate|skewX|skewY)\s*\(([^()]{0,200})\)/g;

/** What a `transform` attribute does inside an outer map. A step that cannot be read does nothing. */
export function parseTransform(text: string | undefined, outer: Matrix): Matrix {
  let matrix = outer;
  for (const [, name = '', list = ''] of (text ?? '').slice(0, 1000).matchAll(step)) {
    const numbers = list
      .trim()
      .split(/[\s,]+/)
      .map(Number);
    if (numbers.every(Number.isFinite)) matrix = times(matrix, matrixOf(name, numbers));
  }
  return matrix;
}

export function movedBy(
  [a, b, c, d, e, f]: Matrix,
  { x, y }: { readonly x: number; readonly y: number },
): { readonly x: number; readonly y: number } {
  return { x: a * x + c * y + e, y: b * x + d * y + f };
}

function matrixOf(name: string, numbers: readonly number[]): Matrix {
  const [first = 0, second, third = 0, d = 0, e = 0, f = 0] = numbers;
  const radians = (first * Math.PI) / 180;
  switch (name) {
    case 'matrix':
      return [first, second ?? 0, third, d, e, f];
    case 'translate':
      return [1, 0, 0, 1, first, second ?? 0];
    case 'scale':
      return [first, 0, 0, second ?? first, 0, 0];
    case 'rotate': {
      const turn: Matrix = [
        Math.cos(radians),
        Math.sin(radians),
        -Math.sin(radians),
        Math.cos(radians),
        0,
        0,
      ];
      const [x, y] = [second ?? 0, third];
      return times(times([1, 0, 0, 1, x, y], turn), [1, 0, 0, 1, -x, -y]);
    }
    case 'skewX':
      return [1, 0, Math.tan(radians), 1, 0, 0];
    default:
      return [1, Math.tan(radians), 0, 1, 0, 0];
  }
}

/** The map that does `right` first and `left` after it. */
function times(left: Matrix, right: Matrix): Matrix {
  const [a, b, c, d, e, f] = left;
  const [g, h, i, j, k, l] = right;
  return [a * g + c * h, b * g + d * h, a * i + c * j, b * i + d * j, a * k + c * l + e, b * k + d * l + f];
}
