// Single-precision arrays in linear memory. An argument named after an array is its byte address; lengths count numbers.
// Nothing here has static data or allocates, so the module can share another module's memory.

/** The address of the array's number `index`. */
// @ts-ignore: decorator
@inline
export function at(array: usize, index: i32): usize {
  return array + (<usize>index << 2);
}

// @ts-ignore: decorator
@inline
export function get(array: usize, index: i32): f32 {
  return load<f32>(at(array, index));
}

// @ts-ignore: decorator
@inline
export function set(array: usize, index: i32, value: f32): void {
  store<f32>(at(array, index), value);
}

/** The four numbers from `index` on. */
// @ts-ignore: decorator
@inline
export function getFour(array: usize, index: i32): v128 {
  return v128.load(at(array, index));
}

// @ts-ignore: decorator
@inline
export function setFour(array: usize, index: i32, values: v128): void {
  v128.store(at(array, index), values);
}

/** c + a b, by lane. */
// @ts-ignore: decorator
@inline
export function multiplyAdd(a: v128, b: v128, c: v128): v128 {
  return f32x4.add(c, f32x4.mul(a, b));
}

// @ts-ignore: decorator
@inline
export function copy(target: usize, source: usize, length: i32): void {
  memory.copy(target, source, <usize>length << 2);
}

// @ts-ignore: decorator
@inline
export function clear(target: usize, length: i32): void {
  memory.fill(target, 0, <usize>length << 2);
}

/** target += source */
export function addTo(target: usize, source: usize, length: i32): void {
  let i = 0;
  for (; i + 4 <= length; i += 4) setFour(target, i, f32x4.add(getFour(target, i), getFour(source, i)));
  for (; i < length; i++) set(target, i, get(target, i) + get(source, i));
}

/**
 * The (columns × rows) transpose of a (rows × columns) matrix, with `stride` numbers from row to row, eight columns of it at
 * a time to stay in cache.
 */
export function transpose(source: usize, target: usize, rows: i32, columns: i32, stride: i32): void {
  for (let first = 0; first < rows; first += 8) {
    const end = min(rows, first + 8);
    for (let column = 0; column < columns; column++) {
      for (let row = first; row < end; row++) set(target, column * stride + row, get(source, row * columns + column));
    }
  }
}
