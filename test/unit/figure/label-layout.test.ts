import assert from "node:assert/strict";
import fc from "fast-check";
import { layOutLabels, type Box, type LabelRequest } from "../../../src/figure/label-layout";

const area: Box = { left: 40, top: 20, right: 290, bottom: 170 };
const height = 15;
const boxes = (requests: readonly LabelRequest[]) =>
  layOutLabels(requests, height, area, () => 0).flatMap((place, i) =>
    place === null
      ? []
      : [{ left: place.left, top: place.top, right: place.left + requests[i]!.width, bottom: place.top + height }],
  );

describe("labels at curves", () => {
  it("stand above their point where nothing is in the way", () => {
    const [box] = boxes([{ x: 150, y: 100, width: 40, optional: false }]);
    assert.deepEqual([box!.left, box!.bottom <= 100, box!.bottom > 90], [130, true, true]);
  });
  it("never leave the plot and never cover one another", () => {
    const request = fc.record({
      x: fc.integer({ min: 40, max: 290 }),
      y: fc.integer({ min: 20, max: 170 }),
      width: fc.integer({ min: 20, max: 200 }),
      optional: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(request, { maxLength: 5 }), (requests) => {
        const placed = boxes(requests);
        placed.forEach((box, i) => {
          assert.ok(box.left >= area.left && box.right <= area.right);
          assert.ok(box.top >= area.top && box.bottom <= area.bottom);
          for (const other of placed.slice(i + 1)) {
            const apart =
              box.right <= other.left || other.right <= box.left || box.bottom <= other.top || other.bottom <= box.top;
            assert.ok(apart);
          }
        });
      }),
    );
  });
  it("keep off curves where that can be had", () => {
    const covered = (box: Box) => (box.top < 100 ? 1_000 : 0);
    const [place] = layOutLabels([{ x: 150, y: 90, width: 40, optional: false }], height, area, covered);
    assert.ok(place!.top >= 100);
  });
  it("leave out what is optional and has no room", () => {
    const wide = (optional: boolean): LabelRequest => ({ x: 150, y: 100, width: 250, optional });
    const places = layOutLabels([...Array<LabelRequest>(10).fill(wide(false)), wide(true)], height, area, () => 0);
    assert.equal(places.at(-1), null);
  });
});
