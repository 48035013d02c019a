package dev.quern.tests.fuzz.programs;

/**
 * What is wrong with a program on a device.
 *
 * @param kind the same for problems that look alike
 */
record Problem(String kind, String text) {
  private static final int FRAMES = 8;

  static Problem different(Statement.Ref ref, String difference) {
    return new Problem("values differ", ref + " " + difference);
  }

  static Problem thrown(Throwable thrown) {
    StringBuilder text = new StringBuilder(firstLines(String.valueOf(thrown)));
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      StackTraceElement[] trace = cause.getStackTrace();
      text.append(cause == thrown ? "" : "\n  caused by " + firstLines(String.valueOf(cause)));
      for (int i = 0; i < Math.min(FRAMES, trace.length); i++) {
        text.append("\n    at ").append(trace[i]);
      }
    }
    return new Problem(kind(thrown), text.toString());
  }

  private static String firstLines(String message) {
    return message.length() > 600 ? message.substring(0, 600) + " ..." : message;
  }

  private static String kind(Throwable thrown) {
    Throwable root = thrown;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    StackTraceElement[] trace = root.getStackTrace();
    String message = String.valueOf(root.getMessage()).lines().findFirst().orElse("");
    String words = message.replaceAll("[0-9][0-9a-z_x]*", "#");
    return root.getClass().getSimpleName()
        + ": "
        + words.substring(0, Math.min(90, words.length()))
        + (trace.length > 0
            ? " at "
                + trace[0].getClassName().replaceAll(".*\\.", "").replaceAll("[0-9]+", "#")
                + "."
                + trace[0].getMethodName()
            : "");
  }
}
