package dev.quern.runtime.cache;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/**
 * Random bytes that only the user knows, by which what this user kept is told from what others put
 * there: HMAC-SHA256 (RFC 2104) of a name and of what is kept under it.
 */
final class CacheKey {
  static final int SEAL = 32; // bytes

  private static final String FILE = "key";
  private static final int BYTES = 32;
  private static final int BLOCK = 64; // bytes that SHA-256 takes at once
  private static final int TRIES = 100;
  private static final long PAUSE = 5_000_000; // nanoseconds, for another process to write its key

  private final byte[] inner = new byte[BLOCK];
  private final byte[] outer = new byte[BLOCK];

  private CacheKey(byte[] secret) {
    Arrays.fill(inner, (byte) 0x36);
    Arrays.fill(outer, (byte) 0x5c);
    for (int i = 0; i < secret.length; i++) {
      inner[i] ^= secret[i];
      outer[i] ^= secret[i];
    }
  }

  /** The key of a folder; one that is not there, or that others may know, is made anew. */
  static CacheKey in(PrivateFolder folder) throws IOException {
    return Uninterrupted.run(() -> found(folder));
  }

  private static CacheKey found(PrivateFolder folder) throws IOException {
    Optional<CacheKey> key = Optional.empty();
    for (int left = TRIES; key.isEmpty() && left > 0; left--) {
      try {
        key = read(folder);
      } catch (NoSuchFileException none) {
        key = made(folder);
      } catch (UntrustedException foreign) {
        Files.delete(folder.resolve(FILE));
      }
    }
    return key.isPresent() ? key.get() : instead(folder);
  }

  /** Empty, after a pause, if another process seems to be writing it. */
  private static Optional<CacheKey> read(PrivateFolder folder) throws IOException {
    byte[] secret = folder.readSecret(FILE, BYTES);
    if (secret.length == BYTES) {
      return Optional.of(new CacheKey(secret));
    }
    LockSupport.parkNanos(PAUSE);
    return Optional.empty();
  }

  /** Empty if another process was faster. */
  private static Optional<CacheKey> made(PrivateFolder folder) throws IOException {
    byte[] secret = new byte[BYTES];
    new SecureRandom().nextBytes(secret);
    try {
      folder.create(FILE, secret);
      return Optional.of(new CacheKey(secret));
    } catch (FileAlreadyExistsException faster) {
      return Optional.empty();
    }
  }

  /** A new key in place of one that a process began to write before it was killed. */
  private static CacheKey instead(PrivateFolder folder) throws IOException {
    Files.deleteIfExists(folder.resolve(FILE));
    return made(folder).orElseThrow(() -> new IOException("its key is replaced all the time"));
  }

  /** What stands for a name and the content from a position on. */
  byte[] seal(String name, byte[] content, int from) {
    MessageDigest digest = digest();
    digest.update(inner);
    digest.update(name.getBytes(StandardCharsets.UTF_8));
    digest.update((byte) 0); // ends the name
    digest.update(content, from, content.length - from);
    byte[] within = digest.digest();
    digest.update(outer);
    return digest.digest(within);
  }

  /** Whether the seal before that position is this one. */
  boolean sealed(String name, byte[] content, int from) {
    byte[] seal = Arrays.copyOfRange(content, from - SEAL, from);
    return MessageDigest.isEqual(seal, seal(name, content, from));
  }

  private static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException missing) {
      throw new AssertionError("every JVM has SHA-256", missing);
    }
  }
}
