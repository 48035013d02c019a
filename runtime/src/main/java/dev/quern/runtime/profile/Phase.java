package dev.quern.runtime.profile;

import java.util.Locale;

/** What a thread of the program does at a moment. */
public enum Phase {
  PROGRAM("the program itself, before it first used the library and after it last did"),
  OPEN("opening devices: drivers, contexts, the cache on disk"),
  BUILD("building graphs: tensor operations, backward, the optimizer's update"),
  PLAN("finding plans and binding their memory"),
  SCHEDULE("simplifying, scheduling and lowering"),
  RENDER("rendering sources"),
  COMPILE("compiling sources"),
  KERNEL("running kernels"),
  WAIT("copying to and from the device, and waiting for it");

  private final String about;

  Phase(String about) {
    this.about = about;
  }

  /** What it means, in words. */
  public String about() {
    return about;
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
