package dev.quern.nn;

import java.util.Iterator;
import java.util.List;

/** Modules of one kind, named by position. */
public final class ModuleList<M extends Module> extends Module implements Iterable<M> {
  private final List<M> modules;

  public ModuleList(List<M> modules) {
    this.modules = List.copyOf(modules);
    for (int i = 0; i < modules.size(); i++) {
      module(String.valueOf(i), modules.get(i));
    }
  }

  public M get(int index) {
    return modules.get(index);
  }

  public int size() {
    return modules.size();
  }

  @Override
  public Iterator<M> iterator() {
    return modules.iterator();
  }
}
