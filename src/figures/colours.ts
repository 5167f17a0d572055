/** A plotly colour scale: places 0 … 1 and the colours there, between which colours are mixed. */
export type ColourScale = [place: number, colour: string][];

/** Lightness, chroma and hue (radians) in the space OKLCh of Ottosson (2020), whose distances are those that eyes see. */
type Lch = readonly [lightness: number, chroma: number, hue: number];

const middleLightness = 0.97;
const ends = { below: [0.38, 0.1, 4.4] as Lch, above: [0.38, 0.1, 0.85] as Lch };

/**
 * For values of either sign: blue below zero, white at zero, brown above, which all colour-blind readers tell apart. Lightness
 * and chroma go in even steps from the middle to both ends, so equal distances look equal.
 */
export const signedScale: ColourScale = Array.from({ length: 17 }, (_, i) => {
  const [lightness, chroma, hue] = i < 8 ? ends.below : ends.above;
  const share = Math.abs(i - 8) / 8;
  return [i / 16, toHex([middleLightness + share * (lightness - middleLightness), share * chroma, hue])];
});

/** The sRGB colour as #rrggbb; colours that screens do not have go to the nearest value of each channel. */
function toHex([lightness, chroma, hue]: Lch): string {
  const [a, b] = [chroma * Math.cos(hue), chroma * Math.sin(hue)];
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  const linear = [
    4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
    -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
    -0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s,
  ];
  const channel = (value: number): string => {
    const light = Math.min(1, Math.max(0, value));
    const encoded = light <= 0.0031308 ? 12.92 * light : 1.055 * light ** (1 / 2.4) - 0.055;
    return Math.round(255 * encoded)
      .toString(16)
      .padStart(2, '0');
  };
  return `#${linear.map(channel).join('')}`;
}
