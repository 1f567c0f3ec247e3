import { activation } from "./activation";

/** The hyperbolic tangent. */
export const tanh = activation({ kind: "tanh", description: "Tanh.", torch: "Tanh", parameters: [] });
