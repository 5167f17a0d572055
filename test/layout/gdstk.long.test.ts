import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { encodeGdsii } from '../../src/layout/index';
import { randomField, smoothFields } from '../../src/microstructure/field';
import { RandomStream } from '../../src/numerics/random';
import { skip } from '../skip';

const python = (script: string, ...rest: string[]): string =>
  execFileSync('python3', ['-c', script, ...rest], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });

describe('a GDSII file, read by gdstk', () => {
  it('has the area of phase 1 in every period, in the layer and the unit that were asked for', function () {
    try {
      python('import gdstk');
    } catch {
      skip(this, 'there is no Python with gdstk: pip install gdstk');
    }
    const image = randomField({ ...smoothFields, side: 64 }, RandomStream.fromSeed(3));
    const folder = mkdtempSync(join(tmpdir(), 'layout-'));
    try {
      const file = join(folder, 'design.gds');
      writeFileSync(file, encodeGdsii(image, { pixel: 12.5, layer: 5, datatype: 2, repeat: [3, 2] }));
      const found = python(
        `
import gdstk, json, sys
library = gdstk.read_gds(sys.argv[1])
top = library.top_level()[0]
shapes = top.get_polygons()
together = gdstk.boolean(shapes, [], 'or', precision=1e-6)
print(json.dumps({'top': top.name, 'unit': library.unit, 'precision': library.precision,
  'layers': sorted({(s.layer, s.datatype) for s in shapes}), 'area': sum(s.area() for s in shapes),
  'union': sum(s.area() for s in together)}))`,
        file,
      );
      const area = (6 * image.pixels.reduce((sum, phase) => sum + phase, 0) * 12.5 ** 2) / 1e6;
      const { area: covered, union, unit, precision, ...rest } = JSON.parse(found);
      assert.deepEqual(rest, { top: 'TOP', layers: [[5, 2]] });
      assert.ok(Math.abs(unit / 1e-6 - 1) < 1e-12 && Math.abs(precision / 1e-12 - 1) < 1e-12);
      assert.ok(Math.abs(covered / area - 1) < 1e-9 && Math.abs(union / area - 1) < 1e-9);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
