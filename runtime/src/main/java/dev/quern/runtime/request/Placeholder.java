package dev.quern.runtime.request;

import dev.quern.compiler.ir.Storage;
import dev.quern.runtime.PreparedPlan;

/** What stands in a graph for a tensor that is given with each run of a {@link PreparedPlan}. */
public final class Placeholder implements Storage {
  private final String name;

  public Placeholder(String name) {
    this.name = name;
  }

  @Override
  public String name() {
    return name;
  }
}
