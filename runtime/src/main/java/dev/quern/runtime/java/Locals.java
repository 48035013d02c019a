package dev.quern.runtime.java;

import dev.quern.compiler.ir.DType;
import dev.quern.compiler.render.Rendered;
import dev.quern.runtime.backend.HostArrays;
import java.util.ArrayList;
import java.util.List;

/** The arrays that one thread lends to the kernels it runs, the same ones again and again. */
final class Locals {
  private static final Object[] NONE = {};

  private final List<List<Object>> arrays = new ArrayList<>(); // by dtype, then position

  Locals() {
    for (int i = 0; i < DType.values().length; i++) {
      arrays.add(new ArrayList<>());
    }
  }

  /** An array for each of the kernel's locals, at least as long as it asks for. */
  Object[] lend(List<Rendered.Local> wanted) {
    if (wanted.isEmpty()) {
      return NONE;
    }
    Object[] lent = new Object[wanted.size()];
    int[] next = new int[arrays.size()];
    for (int i = 0; i < lent.length; i++) {
      Rendered.Local local = wanted.get(i);
      lent[i] = array(local, next[local.dtype().ordinal()]++);
    }
    return lent;
  }

  private Object array(Rendered.Local local, int position) {
    List<Object> sameType = arrays.get(local.dtype().ordinal());
    if (position == sameType.size()) {
      sameType.add(HostArrays.allocate(local.dtype(), local.elements()));
    } else if (HostArrays.length(sameType.get(position)) < local.elements()) {
      sameType.set(position, HostArrays.allocate(local.dtype(), local.elements()));
    }
    return sameType.get(position);
  }
}
