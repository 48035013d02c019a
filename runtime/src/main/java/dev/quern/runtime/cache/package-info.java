/**
 * The disk cache: what one process compiled, for the next one.
 *
 * <p><b>In:</b> named entries, bytes with a few words about them. <b>Out:</b> the same, in any
 * later process of the same user. <b>Start at</b> {@link dev.quern.runtime.cache.DiskCache}. What
 * the bytes mean is known to those who keep them: plans and kernels, in the package above.
 *
 * <p>It lies in folder {@code compiled} of {@link dev.quern.runtime.cache.CacheSettings#folder}, a
 * file an entry. Files are written beside their place and renamed, so readers in other processes
 * see a whole entry or none; deleting any of them is harmless at any time. Nothing that goes wrong
 * here fails a program: a cache that can't be read or written is as good as none, and one log line
 * says so.
 *
 * <p><b>Why</b> (2026-11-21) the folder must belong to the user, and nobody else may write to it:
 * what lies there is run.
 *
 * <p><b>Why</b> (2026-11-21) entries carry a CRC-32 and not a cryptographic digest: it is to find
 * damage, since who may write here could change a digest too, and at the start of a process, before
 * anything is compiled by the JVM, a digest would cost more than all the rest of reading.
 *
 * <p><b>Why</b> (2026-11-21) names hold a digest of our own class files, not a version: a build
 * from changed sources has the same version and compiles other kernels.
 *
 * <p><b>Why</b> (2026-11-21) entries are written late, by a thread that first sleeps a while: while
 * a program starts, both cores have better things to do. At exit what is left is written.
 */
package dev.quern.runtime.cache;
