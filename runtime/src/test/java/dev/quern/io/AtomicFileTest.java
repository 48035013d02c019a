package dev.quern.io;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicFileTest {
  @TempDir private Path folder;

  @Test
  void aNewFileIsMadeAndAnOldOneReplaced() throws IOException {
    Path file = folder.resolve("notes.txt");
    for (String text : List.of("first, and longer", "second é 𝄞", "")) {
      FileSum sum = AtomicFile.write(file, text);
      assertEquals(text, TextFile.read(file));
      assertEquals(FileSum.of(file), sum);
      assertEquals(List.of("notes.txt"), names());
    }
  }

  @Test
  void aRelativePathWithoutAFolderWillDo() throws IOException {
    Path file = Path.of("AtomicFileTest-" + ProcessHandle.current().pid());
    try {
      AtomicFile.write(file, "here");
      assertEquals("here", Files.readString(file));
    } finally {
      Files.deleteIfExists(file);
    }
  }

  @Test
  void onAFullDiskTheOldFileStaysAndNothingElseIsLeft() throws IOException {
    Path full = Path.of("/dev/full");
    assumeTrue(Files.exists(full), "no /dev/full here");
    failsAndLeavesTheOldFile(
        "cannot write: No space left on device",
        out -> {
          out.write(ByteBuffer.allocate(3_000_000));
          try (FileChannel device = FileChannel.open(full, StandardOpenOption.WRITE)) {
            device.write(ByteBuffer.allocate(1));
          }
        });
  }

  @Test
  void whenTheContentFailsTheOldFileStaysAndNothingElseIsLeft() throws IOException {
    AtomicFile.write(folder.resolve("notes.txt"), "old");
    assertThrows(
        IllegalStateException.class,
        () ->
            AtomicFile.write(
                folder.resolve("notes.txt"),
                out -> {
                  out.write(UTF_8.encode("half"));
                  throw new IllegalStateException("the content failed");
                }));
    assertEquals("old", Files.readString(folder.resolve("notes.txt")));
    assertEquals(List.of("notes.txt"), names());
  }

  @Test
  void anInterruptedWriteIsAFailedOne() throws IOException {
    failsAndLeavesTheOldFile(
        "cannot write: the thread was interrupted",
        out -> {
          Thread.currentThread().interrupt();
          out.write(UTF_8.encode("half"));
        });
    assertTrue(Thread.interrupted());
  }

  @Test
  void halfACharacterIsNotWrittenAsAQuestionMark() {
    check("cannot write: the text holds an unpaired surrogate", folder.resolve("x"), "a\ud834");
  }

  @Test
  void aPlaceWhereNoFileCanBeIsNamed() throws IOException {
    check("cannot write: it is a folder, a file is needed", folder, "text");
    Path none = folder.resolve("none");
    check("cannot write: there is no folder " + none, none.resolve("x"), "text");
    assertEquals(List.of(), names());
  }

  private void failsAndLeavesTheOldFile(String message, AtomicFile.Content content)
      throws IOException {
    Path file = folder.resolve("notes.txt");
    AtomicFile.write(file, "old");
    UncheckedIOException e =
        assertThrows(UncheckedIOException.class, () -> AtomicFile.write(file, content));
    assertEquals(file + ": " + message, e.getMessage());
    assertEquals("old", Files.readString(file));
    assertEquals(List.of("notes.txt"), names());
  }

  private static void check(String message, Path file, String text) {
    UncheckedIOException e =
        assertThrows(UncheckedIOException.class, () -> AtomicFile.write(file, text));
    assertEquals(file + ": " + message, e.getMessage());
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }
}
