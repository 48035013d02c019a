package dev.quern.runtime.cache;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What lies in a cache is run: what another user put or could have put there must not be. */
final class CacheTrustTest {
  private static final long ROOMY = 1 << 20;

  @TempDir Path top;
  private Path root;

  @BeforeEach
  void unixOnly() {
    assumeTrue(FileStatus.isUnix(top), "the file system tells no modes");
    root = top.resolve("a").resolve("b");
  }

  private static DiskCache filled(Path root, String... names) {
    DiskCache cache = DiskCache.at(root, ROOMY);
    for (String name : names) {
      cache.keep(name, () -> new CacheEntry(name, Map.of(), name.getBytes()));
    }
    cache.flush();
    return cache;
  }

  private static Path file(Path root, String name) {
    return root.resolve("compiled").resolve(CachedFile.name(name));
  }

  private Path file(String name) {
    return file(root, name);
  }

  private Path key() {
    return root.resolve("compiled").resolve("key");
  }

  private static boolean finds(DiskCache cache, String name) {
    return assertTimeoutPreemptively(Duration.ofSeconds(20), () -> cache.find(name)).isPresent();
  }

  /** A cache of a process that begins now. */
  private DiskCache next() {
    return assertTimeoutPreemptively(Duration.ofSeconds(20), () -> DiskCache.at(root, ROOMY));
  }

  private static void mode(Path path, int mode) throws IOException {
    Files.setAttribute(path, "unix:mode", mode);
  }

  private static void giveAway(Path path) throws IOException {
    var users = path.getFileSystem().getUserPrincipalLookupService();
    try {
      Files.getFileAttributeView(path, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
          .setOwner(users.lookupPrincipalByName("nobody"));
    } catch (IOException refused) {
      assumeTrue(false, "only root can give something away");
    }
  }

  // ---- folders

  @Test
  void foldersThatAreMadeAreForTheUserAlone() throws IOException {
    filled(root);
    for (Path made : List.of(root.resolve("compiled"), root, root.getParent())) {
      assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(made)));
    }
    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(key())));
  }

  @ParameterizedTest
  @CsvSource({"770, false", "702, false", "775, false", "755, true", "1777, true", "1775, true"})
  void cacheBelowAFolderThatOthersMayChangeIsNotUsed(String mode, boolean used) throws IOException {
    filled(root, "x");
    for (Path above : List.of(root, root.getParent())) {
      mode(above, Integer.parseInt(mode, 8));
      assertEquals(used, finds(next(), "x"), above + " " + mode);
      mode(above, 0700);
    }
  }

  @Test
  void nothingIsMadeBelowAFolderThatOthersMayChange() throws IOException {
    mode(top, 0777);
    assertTrue(next().isOff());
    assertFalse(Files.exists(root.getParent()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"700", "1777"})
  void cacheBelowAFolderOfSomebodyElseIsNotUsed(String mode) throws IOException {
    filled(root, "x");
    giveAway(root.getParent());
    mode(root.getParent(), Integer.parseInt(mode, 8));
    assertTrue(next().isOff());
  }

  @Test
  void linkOfTheUsersLeadsToWhereItPoints() throws IOException {
    filled(root, "x");
    Path link = Files.createSymbolicLink(top.resolve("link"), Path.of("a/../a"));
    assertTrue(finds(DiskCache.at(link.resolve("b"), ROOMY), "x"));
    giveLink(link);
  }

  private void giveLink(Path link) throws IOException {
    giveAway(link);
    assertTrue(DiskCache.at(link.resolve("b"), ROOMY).isOff());
  }

  @Test
  void linkThroughAFolderThatOthersMayChangeIsNotFollowed() throws IOException {
    filled(root, "x");
    Path open = Files.createDirectory(top.resolve("open"));
    Path second = Files.createSymbolicLink(open.resolve("second"), root);
    Path first = Files.createSymbolicLink(top.resolve("first"), second);
    assertTrue(finds(DiskCache.at(first, ROOMY), "x"));
    mode(open, 0777);
    assertTrue(DiskCache.at(first, ROOMY).isOff());
  }

  @Test
  void linksThatLeadInACircleEnd() throws IOException {
    Path one = top.resolve("one");
    Files.createSymbolicLink(one, top.resolve("two"));
    Files.createSymbolicLink(top.resolve("two"), one);
    assertTrue(DiskCache.at(one, ROOMY).isOff());
  }

  // ---- what others wrote

  @Test
  void entryThatAnotherKeySealedIsNotThere() throws IOException {
    Path theirs = top.resolve("theirs");
    filled(theirs, "x");
    DiskCache cache = filled(root, "y");
    Files.copy(file(theirs, "x"), file("x"));
    assertFalse(finds(cache, "x"));
    assertFalse(Files.exists(file("x")));
    assertTrue(finds(cache, "y"));
  }

  @Test
  void folderThatIsSwappedAfterItWasCheckedGivesNothing() throws IOException {
    Path theirs = top.resolve("theirs");
    filled(theirs, "x");
    DiskCache cache = filled(root, "x");
    Files.move(root, top.resolve("away"));
    Files.move(theirs, root); // with a key of its own
    assertFalse(finds(cache, "x"));
  }

  @Test
  void entriesThatChangePlacesAreNotThere() throws IOException {
    DiskCache cache = filled(root, "x", "y");
    byte[] x = Files.readAllBytes(file("x"));
    Files.write(file("x"), Files.readAllBytes(file("y")));
    Files.write(file("y"), x);
    assertFalse(finds(cache, "x"));
    assertFalse(finds(cache, "y"));
  }

  @Test
  void entriesOfAKeyThatWasReplacedAreNotThere() throws IOException {
    filled(root, "x");
    Files.write(key(), new byte[32]);
    assertFalse(finds(next(), "x"));
    assertTrue(finds(filled(root, "x"), "x"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"640", "604", "620", "602"})
  void keyThatOthersMayReadIsMadeAnew(String mode) throws IOException {
    filled(root, "x");
    byte[] known = Files.readAllBytes(key());
    mode(key(), Integer.parseInt(mode, 8));
    assertFalse(finds(next(), "x"));
    assertFalse(java.util.Arrays.equals(known, Files.readAllBytes(key())));
  }

  @ParameterizedTest
  @ValueSource(strings = {"660", "606", "602"})
  void entryThatOthersMayWriteIsNotThere(String mode) throws IOException {
    DiskCache cache = filled(root, "x");
    mode(file("x"), Integer.parseInt(mode, 8));
    assertFalse(finds(cache, "x"));
  }

  @Test
  void entryOfSomebodyElseIsNotThere() throws IOException {
    DiskCache cache = filled(root, "x");
    giveAway(file("x"));
    assertFalse(finds(cache, "x"));
  }

  @Test
  void keyOfSomebodyElseIsMadeAnew() throws IOException {
    filled(root, "x");
    giveAway(key());
    assertFalse(finds(next(), "x"));
    assertTrue(finds(filled(root, "x"), "x"));
  }

  // ---- what is no file of one name

  /** Something that is put where a file was, given a file of the same content elsewhere. */
  private void put(String what, Path place, Path content) throws Exception {
    Files.move(place, content);
    switch (what) {
      case "link" -> Files.createSymbolicLink(place, content);
      case "second name" -> Files.createLink(place, content);
      case "zeros" -> Files.createSymbolicLink(place, Path.of("/dev/zero"));
      case "folder" -> Files.createDirectory(place);
      case "empty" -> Files.createFile(place);
      case "pipe" -> {
        Process made = new ProcessBuilder("mkfifo", place.toString()).start();
        assumeTrue(made.waitFor() == 0, "there is no mkfifo");
      }
      default -> throw new AssertionError(what);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"link", "second name", "zeros", "folder", "empty", "pipe"})
  void entryThatIsNoFileOfItsOwnIsMadeAnew(String what) throws Exception {
    DiskCache cache = filled(root, "x");
    put(what, file("x"), top.resolve("content"));
    assertFalse(finds(cache, "x"));
    assertTrue(finds(filled(root, "x"), "x"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"link", "second name", "zeros", "folder", "empty", "pipe"})
  void keyThatIsNoFileOfItsOwnIsMadeAnew(String what) throws Exception {
    filled(root, "x");
    put(what, key(), top.resolve("content"));
    assertFalse(finds(next(), "x"));
    assertTrue(finds(filled(root, "x"), "x"));
  }

  @Test
  void runsThatAreAPipeAreForgotten() throws Exception {
    DiskCache cache = filled(root, "x");
    cache.usage().hitPlan();
    filled(root, "y");
    Path runs = root.resolve("compiled").resolve("runs.jsonl");
    Files.createFile(runs);
    put("pipe", runs, top.resolve("content"));
    assertEquals(List.of(), assertTimeoutPreemptively(Duration.ofSeconds(20), () -> next().runs()));
  }

  // ---- sizes

  @Test
  void fileLargerThanTheCacheIsNotRead() throws IOException {
    DiskCache cache = filled(root, "x");
    try (RandomAccessFile file = new RandomAccessFile(file("x").toFile(), "rw")) {
      file.setLength(1L << 40); // of which the disk has nothing
    }
    assertFalse(finds(cache, "x"));
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 1 << 29, Integer.MAX_VALUE, 1 << 20})
  void sizeThatTheFileCannotHoldIsNotBelieved(int size) throws IOException {
    PrivateFolder folder = PrivateFolder.at(root);
    CacheKey key = CacheKey.in(folder);
    byte[] file = new CacheEntry("x", Map.of(), new byte[10]).bytes(key, "x");
    ByteBuffer forged = ByteBuffer.wrap(file).putInt(4 + CacheKey.SEAL, size);
    forged.put(4, key.seal("x", file, 4 + CacheKey.SEAL)); // as nobody else could
    String message =
        assertThrows(IOException.class, () -> CacheEntry.of(key, "x", file)).getMessage();
    assertEquals("it says that it holds " + size + " bytes", message);
  }

  // ---- several at once

  @Test
  void allWhoOpenAFreshFolderAtOnceHaveOneKey() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      for (int round = 0; round < 20; round++) {
        Path fresh = top.resolve("fresh" + round);
        List<Future<DiskCache>> opening = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
          opening.add(threads.submit(() -> DiskCache.at(fresh, ROOMY)));
        }
        filled(fresh, "x");
        for (Future<DiskCache> cache : opening) {
          assertTrue(finds(cache.get(), "x"));
        }
      }
    } finally {
      threads.shutdown();
    }
  }

  // ---- interrupts

  @Test
  void interruptedThreadFindsWhatIsThereAndStaysInterrupted() {
    DiskCache cache = filled(root, "x");
    Thread.currentThread().interrupt();
    boolean found = cache.find("x").isPresent();
    assertTrue(Thread.interrupted());
    assertTrue(found);
    Thread.currentThread().interrupt();
    DiskCache next = DiskCache.at(root, ROOMY);
    assertTrue(Thread.interrupted());
    assertTrue(finds(next, "x"));
  }

  @Test
  void writerThatIsInterruptedAllTheTimeGoesOnWriting() throws Exception {
    DiskCache cache = filled(root, "first");
    Thread writer =
        Thread.getAllStackTraces().keySet().stream()
            .filter(thread -> thread.getName().equals("quern-cache"))
            .reduce((a, b) -> a.getId() > b.getId() ? a : b)
            .orElseThrow();
    Thread tormentor =
        new Thread(
            () -> {
              while (!Thread.currentThread().isInterrupted()) {
                writer.interrupt();
              }
            });
    tormentor.start();
    for (int i = 0; i < 200; i++) {
      String name = "e" + i;
      cache.keep(name, () -> new CacheEntry(name, Map.of(), new byte[100]));
    }
    cache.flush();
    tormentor.interrupt();
    tormentor.join();
    for (int i = 0; i < 200; i++) {
      assertTrue(finds(next(), "e" + i), "e" + i);
    }
  }
}
