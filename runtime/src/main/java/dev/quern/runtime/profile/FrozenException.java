package dev.quern.runtime.profile;

/** A program compiled after the step from which on it was not to. */
public final class FrozenException extends IllegalStateException {
  private static final long serialVersionUID = 1;

  FrozenException(String message) {
    super(message);
  }
}
