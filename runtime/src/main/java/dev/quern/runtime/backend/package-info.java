/**
 * What the runtime asks of a kind of machine: memory, transfers, and kernels that are loaded and
 * launched.
 *
 * <p><b>In:</b> {@link dev.quern.compiler.render.Rendered} kernels and primitive arrays.
 * <b>Out:</b> loaded kernels, and memory that they read and write. <b>Start at</b> {@link
 * dev.quern.runtime.backend.Backend}, which each kind of machine implements in a package of its own
 * ({@code java}, {@code opencl}, {@code reference}); {@link dev.quern.runtime.backend.NullBackend}
 * compiles and runs nothing.
 *
 * <p>The failures of machines and compilers are here too ({@link
 * dev.quern.runtime.backend.DeviceException}, {@link dev.quern.runtime.backend.CompileException}),
 * since backends throw them and everybody above may catch them.
 */
package dev.quern.runtime.backend;
