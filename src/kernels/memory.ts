/** The first byte after the module's own data: the caller hands out memory from here on, and the kernels none. */
export function heapBase(): usize {
  return __heap_base;
}
