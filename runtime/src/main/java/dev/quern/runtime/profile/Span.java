package dev.quern.runtime.profile;

/** A phase of one thread from now until it is closed; time of spans inside it is not its own. */
public interface Span extends AutoCloseable {
  /** While no profile is on. */
  Span NONE = () -> {};

  @Override
  void close();
}
