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
 * <p><b>Why</b> (2026-11-21) the folder must belong to the user, and nobody else may write to it
 * or, if it is not a sticky folder of the user's or root's, to any folder above it, links included
 * ({@code TrustedPath}): what lies there is run. Where a file system tells no modes, as on Windows,
 * only owners are compared, and the access lists of the user's own folder keep others out.
 *
 * <p><b>Why</b> (2026-12-01) every entry is sealed with its name ({@code CacheKey}), in place of
 * the CRC-32 that it carried: folders can change after they were checked, and files change places.
 * The seal is of the very bytes that are used, so what this user did not keep under this name is
 * never executed, and damage is found too. It costs about 20 ms a megabyte before the JVM has
 * compiled SHA-256, which is why the rest of HMAC is here: {@code javax.crypto} takes longer to
 * load than all entries to check. Files are looked at before they are opened (kind, owner, mode,
 * names, size), so that a pipe can't hang a start nor a huge file fill the memory.
 *
 * <p><b>Why</b> (2026-11-21) names hold a digest of our own class files, not a version: a build
 * from changed sources has the same version and compiles other kernels.
 *
 * <p><b>Why</b> (2026-11-21) entries are written late, by a thread that first sleeps a while: while
 * a program starts, both cores have better things to do. At exit what is left is written.
 */
package dev.quern.runtime.cache;
