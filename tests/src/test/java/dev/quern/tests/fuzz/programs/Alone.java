package dev.quern.tests.fuzz.programs;

import java.util.function.Supplier;

/** Runs something in a thread of its own, where nothing is pending that another left behind. */
final class Alone {
  private Alone() {}

  static <T> T call(Supplier<T> work) {
    Result<T> result = new Result<>();
    Thread thread = new Thread(() -> result.of(work), "program");
    thread.start();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
    return result.value();
  }

  private static final class Result<T> {
    private T value;
    private RuntimeException failure;
    private Error error;

    void of(Supplier<T> work) {
      try {
        value = work.get();
      } catch (RuntimeException thrown) {
        failure = thrown;
      } catch (Error thrown) {
        error = thrown;
      }
    }

    T value() {
      if (failure != null) {
        throw failure;
      } else if (error != null) {
        throw error;
      }
      return value;
    }
  }
}
