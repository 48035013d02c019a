/**
 * The command line.
 *
 * <p><b>In:</b> the arguments of {@code frontend/bin/quern}. <b>Out:</b> text on the given streams,
 * files under the given folders, and an exit code: 0 it worked, 1 it failed, 2 it was misused.
 * <b>Start at</b> {@link dev.quern.cli.Main}; then one class a command ({@code TrainCommand}, ...),
 * which turns options into calls and prints. {@code TrainingLoop} is the loop that {@code quern
 * train} runs, {@code TrainingRun} what a checkpoint holds of it, {@code Failures} how an exception
 * becomes one line.
 *
 * <p>{@code quern kernels} is a class a command too; those that are {@code DumpReader}s take {@code
 * --dump} as the dump to read if there is one, and {@code DumpSource} chooses the plan.
 *
 * <p>Commands never exit the JVM and never write to {@code System.out}: they take streams and
 * return exit codes, so tests run them in their own process.
 *
 * <p><b>Why</b> (2026-11-20) a run is resumed with the settings that it was started with, and
 * another value is an error: the promise is the same bits as without the interruption.
 *
 * <p><b>Why</b> (2026-11-20) Ctrl-C only sets a flag that the loop looks at after each step: a step
 * that is half done leaves nothing worth saving. The JVM's shutdown waits for the loop to save.
 *
 * <p><b>Why</b> (2026-11-20) a checkpoint is saved before the first step: a folder that can't be
 * written to shows at once and not after an hour.
 *
 * <p><b>Why</b> (2026-11-21) {@code kernels list}, {@code show} and {@code explain} read a dump
 * that is there and write one that is not: a person who has dumped a program once wants to look at
 * it many times.
 */
package dev.quern.cli;
