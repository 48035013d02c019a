package dev.quern.runtime.profile;

import dev.quern.compiler.Program;

/**
 * One launch of a program's kernel.
 *
 * @param device the name of the device that ran it
 * @param liveBytes that the device's storages took then
 * @param launch position in the program
 * @param start when it began, by {@link System#nanoTime}
 * @param nanoseconds that it ran
 */
public record KernelRun(
    String device, long liveBytes, Program program, int launch, long start, long nanoseconds) {
  String kernel() {
    return program.launches().get(launch).rendered().name();
  }
}
