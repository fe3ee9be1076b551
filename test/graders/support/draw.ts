/** Right charts and what goes wrong with them, as SVG; the tests' own, drawn by plain arithmetic. */
export interface ChartPlan {
  readonly values: readonly number[];
  readonly colour?: string;
  readonly colours?: readonly string[];
  readonly labels?: readonly string[];
  readonly horizontal?: boolean;
  /** Pixels that each bar's foot is lifted by. */
  readonly lifted?: readonly number[];
  /** Put before and after the bars. */
  readonly below?: string;
  readonly above?: string;
}

const [side, foot, most] = [400, 360, 320];

export function chartSvg({
  values,
  colour = '#2266aa',
  colours = [],
  labels = [],
  horizontal = false,
  lifted = [],
  below = '',
  above = '',
}: ChartPlan): string {
  const step = 360 / values.length;
  const bars = values.map((value, index) => {
    const length = (most * value) / Math.max(...values);
    const [at, width, lift] = [20 + index * step, step * 0.6, lifted[index] ?? 0];
    const box = horizontal
      ? { x: 40, y: at, width: length, height: width }
      : { x: at, y: foot - length - lift, width, height: length };
    const sides = Object.entries(box).map(([name, number]) => `${name}="${number}"`);
    return `<rect ${sides.join(' ')} fill="${colours[index] ?? colour}"/>`;
  });
  const texts = labels.map(
    (label, index) => `<text x="${25 + index * step}" y="380" font-size="14">${label}</text>`,
  );
  return svg(
    `<rect width="100%" height="100%" fill="#ffffff"/>${below}${bars.join('')}${texts.join('')}${above}`,
  );
}

export function svg(inside: string, attributes = `width="${side}" height="${side}"`): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" ${attributes}>${inside}</svg>`;
}
