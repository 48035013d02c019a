package dev.quern.runtime;

import dev.quern.compiler.ir.Storage;

/** What stands in a graph for a tensor that is given with each run of a {@link PreparedPlan}. */
final class Placeholder implements Storage {
  private final String name;

  Placeholder(String name) {
    this.name = name;
  }

  @Override
  public String name() {
    return name;
  }
}
