import { InputError } from '../runs/errors';
import { type Placement, type Point, type Polygon, readStructures, type Structure } from './gdsii-structures';

/** Structures within structures, at most. */
const deepest = 32;
/** Polygons with all references followed, at most. */
const mostPolygons = 200_000;

export interface GdsiiSelection {
  /** Number of the layer. */
  readonly layer: number;
  /** The structure that is drawn; the one that no other refers to unless given. */
  readonly structure?: string;
}

/**
 * The polygons of one layer of a GDSII file, nm, with all references followed.
 *
 * @param argument names the file in errors
 * @throws InputError where it is no GDSII file, has paths in the layer, several structures to choose from, references that lead
 *   nowhere or in a circle, or too many polygons
 */
export function readGdsii(bytes: Buffer, { layer, structure }: GdsiiSelection, argument = 'file'): Polygon[] {
  const structures = readStructures(bytes, layer, argument);
  const found: Polygon[] = [];
  draw(structure ?? topOf(structures, argument), (point) => point, 0);
  return found;

  function draw(name: string, move: (point: Point) => Point, depth: number): void {
    const drawn = structures.get(name);
    if (!drawn) {
      throw new InputError(argument, `it has no structure '${name}'`, `name one of ${[...structures.keys()].join(', ')}`);
    }
    if (depth > deepest) throw new InputError(argument, 'its structures refer to each other in a circle', 'mend the layout');
    for (const polygon of drawn.polygons) found.push(polygon.map(move));
    for (const placement of drawn.placements) {
      for (const offset of placement.offsets) {
        if (found.length > mostPolygons) {
          throw new InputError(argument, `it has more than ${mostPolygons} polygons`, 'name a structure of one period');
        }
        draw(placement.name, (point) => move(placed(point, placement, offset)), depth + 1);
      }
    }
  }
}

function placed([x, y]: Point, { reflected, angle, magnification }: Placement, [dx, dy]: Point): Point {
  const [cosine, sine] = [magnification * Math.cos(angle), magnification * Math.sin(angle)];
  const up = reflected ? -y : y;
  return [cosine * x - sine * up + dx, sine * x + cosine * up + dy];
}

/** The structure that no other refers to. */
function topOf(structures: ReadonlyMap<string, Structure>, argument: string): string {
  const referred = new Set([...structures.values()].flatMap(({ placements }) => placements.map(({ name }) => name)));
  const tops = [...structures.keys()].filter((name) => !referred.has(name));
  if (tops.length === 1) return tops[0];
  const names = [...structures.keys()].join(', ') || 'none';
  throw new InputError(
    argument,
    `it has ${tops.length} structures that no other refers to`,
    `name one of its structures: ${names}`,
  );
}
