package dev.quern.compiler.ir;

/**
 * Memory that holds a tensor's elements, as far as the compiler must know it: an identity. The
 * runtime implements it, and makes one leaf for each version; a node that names a storage keeps it
 * alive.
 */
public interface Storage {
  /** A short name for messages and the textual form. */
  String name();
}
