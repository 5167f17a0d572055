// What a notebook uses of this room. Modules of src/ import from each other's files instead.
export { encodeGdsii, type LayoutSettings } from './gdsii';
export { type Loop, outlineOf } from './outline';
export { rasterise } from './rasterise';
export { type GdsiiSelection, readGdsii } from './read-gdsii';
export { type Rectangle, rectanglesOf } from './rectangles';
export { encodeSvg } from './svg';
