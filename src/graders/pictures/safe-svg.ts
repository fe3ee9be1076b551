/** Elements that a drawing can be made of; others are left out, with all that is in them. */
const drawn = new Set(
  `svg g defs symbol use switch title desc style a
   rect circle ellipse line polyline polygon path text tspan textPath
   linearGradient radialGradient stop pattern clipPath mask marker filter
   feBlend feColorMatrix feComponentTransfer feComposite feConvolveMatrix feDiffuseLighting feDisplacementMap
   feDistantLight feDropShadow feFlood feFuncA feFuncB feFuncG feFuncR feGaussianBlur feMerge feMergeNode feMorphology
   feOffset fePointLight feSpecularLighting feSpotLight feTile feTurbulence`.split(/\s+/),
);

/** Elements that bring in what is not drawn here; leaving them out in silence would grade another picture. */
export const refusedElements: ReadonlySet<string> = new Set([
  'script',
  'image',
  'feImage',
  'foreignObject',
  'iframe',
]);

type Attributes = ReadonlyMap<string, string>;

/** The attributes to keep; undefined: the element is left out; a text: why the picture is refused, after "it". */
export function safeAttributes(name: string, attributes: Attributes): Attributes | string | undefined {
  if (!drawn.has(name)) return undefined;
  const kept = new Map<string, string>();
  for (const [key, value] of attributes) {
    if (key === 'href' || key === 'xlink:href') {
      if (name === 'a') continue;
      if (!value.trim().startsWith('#')) return 'refers to something outside itself';
      kept.set('href', value.trim());
    } else if (key === 'xml:space' || !(key.includes(':') || key === 'xmlns' || /^on/i.test(key))) {
      const problem = unsafeStyle(value);
      if (problem !== undefined) return problem;
      kept.set(key, value);
    }
  }
  return kept;
}

/** CSS, or an attribute that may hold some: nothing is loaded, and nothing is spelt so that one could not see it. */
export function unsafeStyle(css: string): string | undefined {
  if (/@import|@font-face|url\(\s*["']?\s*(?![\s"'#])/i.test(css))
    return 'refers to something outside itself';
  return css.includes('\\') ? 'has a style with a backslash' : undefined;
}

/** Whether an element says of itself that it is not to be seen. */
export function isHidden(attributes: Attributes): boolean {
  const style = attributes.get('style') ?? '';
  return (
    attributes.get('display') === 'none' ||
    ['hidden', 'collapse'].includes(attributes.get('visibility') ?? '') ||
    Number(attributes.get('opacity') ?? 1) === 0 ||
    /display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|(?<![\w-])opacity\s*:\s*0(?![.\d])/i.test(style)
  );
}

export function openTag(name: string, attributes: Attributes): string {
  const written = [...attributes].map(([key, value]) => ` ${key}="${escapeXml(value)}"`);
  return `<${name}${written.join('')}>`;
}

export function escapeXml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
