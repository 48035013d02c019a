/**
 * Files: tensors, checkpoints, JSON and text.
 *
 * <p>In: paths and plain values (names, shapes, bytes). Out: files that are complete or not there
 * at all, and values that were checked against the file before anything was allocated for them.
 *
 * <p>Start at {@link dev.quern.io.Checkpoint}, which is made of two {@link
 * dev.quern.io.SafeTensors} files and one JSON file; every file is written by {@link
 * dev.quern.io.AtomicFile}.
 *
 * <p>A file that cannot be read, for whatever reason, is a {@link dev.quern.io.BadFileException}. A
 * write that failed is an {@link java.io.UncheckedIOException} whose message is one line, since
 * there the machine failed and not the file.
 *
 * <p>Why (November 2026): files are read, not mapped. A mapping turns a file that another process
 * truncates into a crash of the JVM, and on Windows keeps the next save from replacing it.
 *
 * <p>Why (2026-11-21): it stands in the runtime, since dumps and caches are files too. It knows of
 * nothing else of Quern; {@code Tensor.of(RawTensor)} and {@code tensor.raw()} are the way to
 * tensors.
 *
 * <p>Why (2026-11-21): JSON is minimal-json's: checkpoints, dumps and reports need little of it,
 * its events tell line and column, and it is a sixteenth of jackson-core, which was a seventh of
 * all that an embedding program got. It is no longer developed; {@code JsonReading}, {@code
 * JsonPlace} and {@code JsonWriting} are all that know it.
 */
package dev.quern.io;
