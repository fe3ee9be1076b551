import { findBars } from './find-bars.js';
import type { PictureMeasures, PictureQuestion } from './picture-reader.js';
import { coloursOf, isBlank, probe, shareOf, type Pixels } from './pixels.js';

/** All that a question asks of decoded pixels. `declared`: the size to report. */
export function measurePicture(
  pixels: Pixels,
  declared: { readonly width: number; readonly height: number },
  { points, areas, wantsColours, bars }: Omit<PictureQuestion, 'mimeType' | 'bytes'>,
): PictureMeasures {
  return {
    width: declared.width,
    height: declared.height,
    points: points.map((point) => probe(pixels, point)),
    areas: areas.map((area) => shareOf(pixels, area)),
    colours: wantsColours ? coloursOf(pixels) : [],
    isBlank: isBlank(pixels),
    bars: bars === undefined ? [] : findBars(pixels, bars),
  };
}
