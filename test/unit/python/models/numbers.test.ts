import assert from "node:assert/strict";
import { parseLayers } from "../../../../src/api/core";
import { moduleOf, onlyModel, steps, TORCH } from "./reading";

describe("A number that ends in its point", () => {
  it("is a rate as written, in a call, a default, a list and arithmetic", () => {
    const source = `${TORCH}rates = [0., 1.]
def mlp(p=0., q=1.e-1):
    return nn.Sequential(nn.Dropout(p), nn.Dropout(q), nn.Dropout(rates[1]), nn.Dropout(p=1. - 0.75), nn.Dropout(1./4))
`;
    assert.deepEqual(steps(source), [
      "0 dropout 0",
      "1 dropout 0.1",
      "2 dropout 1",
      "3 dropout 0.25",
      "4 dropout 0.25",
    ]);
    const { rate } = onlyModel(source).layers[0]!;
    assert.equal(source.slice(rate!.origin!.from, rate!.origin!.to), "0.");
  });

  it("leaves what stands behind it as it is", () => {
    const source = moduleOf(
      "self.drop = nn.Dropout(0. if flag is None else 0.)\nself.fc = nn.Linear(2, 2)",
      "return self.fc(self.drop(x))",
    );
    assert.deepEqual(steps(source), ["drop dropout 0", "fc linear"]);
  });

  it("is one in notation, too", () => {
    assert.deepEqual(parseLayers("Dropout(0.), Linear(2, 1)")[0], { kind: "dropout", p: 0 });
  });
});
