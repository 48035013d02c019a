package dev.quern.runtime.memory;

/** A value was asked for whose storage has since been overwritten. */
public final class StaleVersionException extends IllegalStateException {
  private static final long serialVersionUID = 1;

  StaleVersionException(String name, int version, int newest, boolean keepsPrevious) {
    super(
        name
            + ": version "
            + version
            + " has been overwritten by an in-place update, version "
            + newest
            + " is the newest"
            + (keepsPrevious ? " and only the one before it is kept" : "")
            + "; ask for values that depend on the old version before the update, or keep a clone() of it"
            + (keepsPrevious ? "; no thread may make two updates meanwhile" : ""));
  }

  StaleVersionException(String name, String failure) {
    super(name + ": an in-place update failed halfway (" + failure + "), so its contents are lost");
  }
}
