/**
 * Runs kernels on OpenCL devices through JOCL; nothing of {@code org.jocl} is used elsewhere.
 *
 * <p><b>In:</b> {@link dev.quern.compiler.render.Rendered} kernels with functions in OpenCL C.
 * <b>Out:</b> a {@link dev.quern.runtime.backend.Backend}. <b>Start at</b> {@link
 * dev.quern.runtime.opencl.OpenCl}: it finds the devices ({@code Library}, {@code Facts}) and opens
 * one ({@code OpenClBackend}, over an {@code OpenClContext}).
 *
 * <p>Why (2026-11-20): {@code Library} alone may touch {@code org.jocl.CL} first. Where the system
 * has no OpenCL, that touch fails with a LinkageError and every later one with another that tells
 * nothing; so it happens once and the reason is kept.
 *
 * <p>Why (2026-11-20): transfers go through direct buffers in chunks. A transfer from a Java array
 * holds the lock that keeps the garbage collector out for as long as it lasts.
 *
 * <p>Why (2026-11-20): kernel objects are lent to one thread at a time, since setting arguments is
 * not thread-safe, and remember their arguments: a replayed plan mostly sets the same ones, and
 * each setting is a call out of the JVM.
 *
 * <p>Why (2026-11-21): a program that does not build is built once more. Drivers on LLVM (PoCL)
 * handle SIGSEGV while they compile, which the JVM raises in good health; their handler then
 * deletes the file that is being written. The launcher and the tests preload the JDK's {@code
 * libjsig}, with which the JVM sees its signals first; an embedder who uses such a driver should.
 */
package dev.quern.runtime.opencl;
