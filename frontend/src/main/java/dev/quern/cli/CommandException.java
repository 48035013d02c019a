package dev.quern.cli;

/** A command can't go on, for a reason that the message tells in one line. */
final class CommandException extends RuntimeException {
  private static final long serialVersionUID = 1;

  CommandException(String message) {
    super(message);
  }
}
