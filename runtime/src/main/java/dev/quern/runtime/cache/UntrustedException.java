package dev.quern.runtime.cache;

import java.io.IOException;

/** Somebody else than the user may have written what lies here. */
final class UntrustedException extends IOException {
  private static final long serialVersionUID = 1;

  UntrustedException(String what) {
    super(what);
  }
}
