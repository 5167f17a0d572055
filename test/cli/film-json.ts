/** A small film as `microdesign simulate` reads it. */
export const filmJson = {
  wavelength: 600,
  period: [512, 512],
  thickness: 250,
  phases: [
    [1.45, 0],
    [4.33, 0.5],
  ],
  image: ['0011', '0111'],
  substrate: [1.45, 0],
  truncation: { circular: 9 },
};
