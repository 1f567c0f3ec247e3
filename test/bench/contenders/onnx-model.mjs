// Writes ONNX models, as far as the bench needs them: protobuf messages of varints and length-delimited fields.

const FLOAT = 1;
const INT64 = 7;
const BOOL = 9;
const OPSET = 17;
const IR_VERSION = 8;

function varint(value) {
  const bytes = [];
  for (let rest = BigInt(value); ; rest >>= 7n) {
    if (rest < 128n) return Buffer.from([...bytes, Number(rest)]);
    bytes.push(Number(rest & 127n) | 128);
  }
}
const integer = (field, value) => Buffer.concat([varint(field * 8), varint(value)]);
const bytes = (field, content) => Buffer.concat([varint(field * 8 + 2), varint(content.length), content]);
const text = (field, value) => bytes(field, Buffer.from(value));
const message = (field, ...parts) => bytes(field, Buffer.concat(parts));
const float = (field, value) => {
  const four = Buffer.alloc(4);
  four.writeFloatLE(value);
  return Buffer.concat([varint(field * 8 + 5), four]);
};

/** An attribute: a float, an integer where it says so, or a list of integers. */
function attribute(name, value) {
  const content = Array.isArray(value)
    ? [...value.map((each) => integer(8, each)), integer(20, 7)]
    : typeof value === "bigint"
      ? [integer(3, value), integer(20, 2)]
      : [float(2, value), integer(20, 1)];
  return message(5, text(1, name), ...content);
}

/** One operator. Attributes that are bigint are integers, numbers are floats. */
export const node = (operator, inputs, outputs, attributes = {}) =>
  message(
    1,
    ...inputs.map((name) => text(1, name)),
    ...outputs.map((name) => text(2, name)),
    text(4, operator),
    ...Object.entries(attributes).map(([name, value]) => attribute(name, value)),
  );

/** A float32 constant of a shape. */
export const constant = (name, shape, values) =>
  message(
    5,
    ...shape.map((size) => integer(1, size)),
    integer(2, FLOAT),
    text(8, name),
    bytes(9, Buffer.from(Float32Array.from(values).buffer)),
  );
/** The constant `true`. */
export const yes = (name) => message(5, integer(2, BOOL), text(8, name), bytes(9, Buffer.from([1])));
/** A list of integers. */
export const integers = (name, values) =>
  message(
    5,
    integer(1, values.length),
    integer(2, INT64),
    text(8, name),
    bytes(9, Buffer.from(BigInt64Array.from(values.map(BigInt)).buffer)),
  );

const value = (field, name, shape) =>
  message(
    field,
    text(1, name),
    message(2, message(1, integer(1, FLOAT), message(2, ...shape.map((size) => message(1, integer(1, size)))))),
  );

/** A model of nodes and constants; inputs and outputs are float32, by name and shape. */
export const model = (parts, inputs, outputs) =>
  Buffer.concat([
    integer(1, IR_VERSION),
    message(8, integer(2, OPSET)),
    message(
      7,
      ...parts,
      text(2, "bench"),
      ...Object.entries(inputs).map(([name, shape]) => value(11, name, shape)),
      ...Object.entries(outputs).map(([name, shape]) => value(12, name, shape)),
    ),
  ]);
