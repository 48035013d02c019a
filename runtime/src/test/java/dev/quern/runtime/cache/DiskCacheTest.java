package dev.quern.runtime.cache;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class DiskCacheTest {
  private static final long ROOMY = 1 << 20;

  @TempDir Path root;

  private DiskCache open() {
    return DiskCache.at(root, ROOMY);
  }

  private static CacheEntry entry(String title, int bytes) {
    byte[] body = new byte[bytes];
    new Random(bytes).nextBytes(body);
    return new CacheEntry(title, Map.of("build", "1"), body);
  }

  private static void keep(DiskCache cache, String name, CacheEntry entry) {
    cache.keep(name, () -> entry);
    cache.flush();
  }

  private Path file(String name) {
    return root.resolve("compiled").resolve(CachedFile.name(name));
  }

  @Test
  void whatOneProcessKeepsTheNextFinds() {
    CacheEntry kept = entry("a plan", 1000);
    keep(open(), "x", kept);
    CacheEntry found = open().find("x").orElseThrow();
    assertEquals(kept.title(), found.title());
    assertEquals(kept.key(), found.key());
    assertArrayEquals(kept.body(), found.body());
    assertTrue(open().find("y").isEmpty());
  }

  @Test
  void fileThatIsCutAnywhereIsNotThereAndGoesAway() throws IOException {
    DiskCache cache = open();
    keep(cache, "x", entry("a plan", 100));
    byte[] whole = Files.readAllBytes(file("x"));
    for (int length = 0; length < whole.length; length++) {
      Files.write(file("x"), Arrays.copyOf(whole, length));
      assertTrue(cache.find("x").isEmpty(), "cut to " + length);
      assertFalse(Files.exists(file("x")), "cut to " + length);
    }
  }

  @Test
  void fileWithAnyOtherByteIsNotThere() throws IOException {
    DiskCache cache = open();
    keep(cache, "x", entry("a plan", 100));
    byte[] whole = Files.readAllBytes(file("x"));
    for (int at = 0; at < whole.length; at++) {
      byte[] changed = whole.clone();
      changed[at] ^= 0x10;
      Files.write(file("x"), changed);
      assertTrue(cache.find("x").isEmpty(), "changed at " + at);
    }
  }

  @Test
  void entriesThatWereUsedLongestAgoMakeRoom() throws IOException {
    DiskCache cache = DiskCache.at(root, 10_000);
    for (int i = 0; i < 3; i++) {
      keep(cache, "e" + i, entry("entry", 3000));
      Files.setLastModifiedTime(file("e" + i), FileTime.fromMillis(1_000_000 + i));
    }
    assertTrue(cache.find("e0").isPresent()); // used now
    keep(cache, "e3", entry("entry", 3000));
    assertEquals(
        List.of("e0", "e2", "e3"), cache.files().stream().map(CachedFile::entry).sorted().toList());
  }

  @Test
  void entryLargerThanTheCacheIsNotKept() {
    DiskCache cache = DiskCache.at(root, 1000);
    keep(cache, "x", entry("entry", 3000));
    assertTrue(cache.files().isEmpty());
  }

  @Test
  void onlyTheUserMayLookIntoIt() throws IOException {
    keep(open(), "x", entry("a plan", 10));
    assertEquals(
        "rwx------",
        PosixFilePermissions.toString(Files.getPosixFilePermissions(file("x").getParent())));
    assertEquals(
        "rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file("x"))));
  }

  @ParameterizedTest
  @ValueSource(strings = {"rwxrwx---", "rwx---rwx", "rwx----w-"})
  void folderThatOthersMayWriteToIsNotUsed(String permissions) throws IOException {
    keep(open(), "x", entry("a plan", 10));
    Files.setPosixFilePermissions(
        file("x").getParent(), PosixFilePermissions.fromString(permissions));
    assertTrue(open().isOff());
    assertTrue(open().find("x").isEmpty());
  }

  @Test
  void folderOfSomebodyElseIsNotUsed() throws IOException {
    keep(open(), "x", entry("a plan", 10));
    Path folder = file("x").getParent();
    assumeTrue(givenAway(folder), "only root can give a folder away");
    assertTrue(open().isOff());
  }

  private static boolean givenAway(Path folder) {
    try {
      UserPrincipal nobody =
          folder.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("nobody");
      Files.setOwner(folder, nobody);
      return true;
    } catch (IOException refused) {
      return false;
    }
  }

  @Test
  void linkInPlaceOfTheFolderIsNotFollowed() throws IOException {
    Path elsewhere = Files.createDirectory(root.resolve("elsewhere"));
    Files.createSymbolicLink(root.resolve("compiled"), elsewhere);
    assertTrue(open().isOff());
  }

  @Test
  void folderThatCannotBeMadeIsACacheThatIsOff() throws IOException {
    Path file = Files.createFile(root.resolve("file"));
    assertTrue(DiskCache.at(file, ROOMY).isOff());
  }

  @Test
  void nothingFailsWhenTheFolderIsGone() throws IOException {
    DiskCache cache = open();
    Files.delete(root.resolve("compiled").resolve("key"));
    Files.delete(root.resolve("compiled"));
    keep(cache, "x", entry("a plan", 10));
    assertEquals(Optional.empty(), cache.find("x"));
    assertEquals(0, cache.clear());
  }

  @Test
  void clearingLeavesNothing() {
    DiskCache cache = open();
    keep(cache, "x", entry("a plan", 10));
    keep(cache, "y", entry("a kernel", 10));
    assertEquals(2, cache.clear());
    assertEquals(List.of(), open().files());
  }

  @Test
  void whatAKilledProcessLeftIsSweptAway() throws IOException {
    DiskCache cache = open();
    Path left = file("x").resolveSibling(".x.cached.1f.tmp");
    Path fresh = file("x").resolveSibling(".x.cached.2f.tmp"); // another process writes it now
    Files.createFile(left);
    Files.createFile(fresh);
    Files.setLastModifiedTime(left, FileTime.fromMillis(1_000_000));
    keep(cache, "y", entry("a plan", 10));
    assertFalse(Files.exists(left));
    assertTrue(Files.exists(fresh));
  }

  @Test
  void runsAreRememberedWithWhatTheyMissed() {
    DiskCache cache = open();
    cache.usage().hitPlan();
    cache.usage().missedPlan(new Usage.Miss("82 launches", "jdk", "17", "25"));
    cache.usage().kernels(3, 1);
    keep(cache, "x", entry("a plan", 10));
    cache.usage().kernels(1, 0);
    keep(cache, "y", entry("a plan", 10));
    var runs = cache.runs();
    assertEquals(1, runs.size());
    assertEquals(4, runs.get(0).integer("kernel_hits"));
    assertEquals("jdk", runs.get(0).objects("missed").get(0).text("component"));
  }

  @Test
  void digestOfABuildIsThatOfItsClassFiles() throws IOException {
    String here = BuildDigest.of(List.of(DiskCache.class)).orElseThrow();
    assertEquals(here, BuildDigest.of(List.of(CacheEntry.class, DiskCache.class)).orElseThrow());
    assertEquals(Optional.empty(), BuildDigest.of(List.of(String.class)), "has no place");
  }

  /** A limit on the size of files makes writes fail as a full disk does. */
  @Test
  void fullDiskCostsTheCacheAndNotTheProgram() throws Exception {
    assumeTrue(Files.isExecutable(Path.of("/bin/bash")));
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    String command =
        "ulimit -f 8; exec '%s' -XX:-UsePerfData -cp '%s' '%s' '%s'"
            .formatted(java, System.getProperty("java.class.path"), FullDisk.class.getName(), root);
    Process process =
        new ProcessBuilder("/bin/bash", "-c", command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), said);
    assertTrue(said.contains("done"), said);
    assertEquals(1, said.split("the disk cache is not written", -1).length - 1, said);
    try (Stream<Path> left = Files.list(root.resolve("compiled"))) {
      assertEquals(List.of("key"), left.map(file -> file.getFileName().toString()).toList());
    }
  }

  /** Keeps what does not fit. */
  static final class FullDisk {
    public static void main(String[] arguments) {
      DiskCache cache = DiskCache.at(Path.of(arguments[0]), ROOMY);
      keep(cache, "x", entry("a plan", 100_000));
      keep(cache, "y", entry("a plan", 100_000));
      System.out.println(cache.find("x").isEmpty() ? "done" : "found");
    }
  }
}
