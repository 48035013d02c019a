package dev.quern.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class KernelsReportCommandTest {
  private static final int MANY = 1000; // kernels

  @TempDir private Path folder;
  private Path dump;
  private Path page;

  @BeforeEach
  void report() {
    dump = folder.resolve("dump");
    page = folder.resolve("kernels.html");
    dump(dump, "on");
    Invocation run = Invocation.of("kernels report --dump " + dump + " --out " + page, List.of());
    assertEquals(0, run.code(), run.err());
  }

  private static void dump(Path to, String fusion) {
    Invocation run =
        Invocation.of(
            "kernels list --program layernorm --batch 1 --width 16 --dump-timings --fusion %s --dump %s"
                .formatted(fusion, to),
            List.of());
    assertEquals(0, run.code(), run.err());
  }

  @Test
  void pageNamesNoOtherFile() throws IOException {
    String text = Files.readString(page);
    assertFalse(text.contains("src=") || text.contains("http:") || text.contains("https:"));
    assertFalse(text.contains("/*DATA*/") || text.contains("/*SCRIPT*/"));
  }

  @Test
  void aFolderThatHoldsNoDumpIsMisuse() {
    Invocation run = Invocation.of("kernels report", List.of());
    assertEquals(2, run.code());
    assertTrue(run.err().contains("--dump: needs a folder that holds a dump"), run.err());
  }

  @Test
  void chosenKernelShowsItsSource() throws Exception {
    String shown = rendered(page, "kernel=1&stage=source");
    assertTrue(shown.contains("implements"), shown);
    assertTrue(shown.contains("one run"), shown);
    assertTrue(shown.contains("what it computes"), shown);
  }

  @Test
  void searchLooksIntoSources() throws Exception {
    assertTrue(rendered(page, "search=nowhereinanysource").contains(">0 of "));
    assertFalse(rendered(page, "search=KernelCode").contains(">0 of "));
  }

  @Test
  void everyTabIsDrawn() throws Exception {
    assertTrue(rendered(page, "tab=graph").contains("<rect class=\"box"));
    assertTrue(rendered(page, "tab=timeline").contains("launches, medians"));
  }

  @Test
  void anotherDumpIsComparedWith() throws Exception {
    Path other = folder.resolve("unfused");
    dump(other, "off");
    Path changes = folder.resolve("changes.html");
    Invocation run =
        Invocation.of(
            "kernels report --dump %s --compare %s --out %s".formatted(dump, other, changes),
            List.of());
    assertEquals(0, run.code(), run.err());
    assertTrue(rendered(changes, "").contains("class=\"tag "));
  }

  @Test
  void aThousandKernelsAreUsable() throws Exception {
    String text = Files.readString(page);
    // The page's own data, each kernel many times over.
    String more =
        text.replace(
            "let plan, chosen",
            ("DATA.plans.forEach(p => { while (p.kernels.length && p.kernels.length < %d) p.kernels.push({...p.kernels[0],"
                    + " number: p.kernels.length + 1}); });\nlet plan, chosen")
                .formatted(MANY));
    Path many = Files.writeString(folder.resolve("many.html"), more);
    String shown = rendered(many, "kernel=" + MANY + "&stage=source");
    assertTrue(shown.contains(MANY + " of " + MANY + " kernels"), shown);
    assertTrue(shown.contains("implements"), shown);
  }

  /** The document as headless Chromium has it once its scripts have run without an error. */
  private String rendered(Path file, String state) throws IOException, InterruptedException {
    Optional<String> browser =
        Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
            .flatMap(at -> Stream.of(at + "/chromium", at + "/chromium-browser"))
            .filter(program -> Files.isExecutable(Path.of(program)))
            .findFirst();
    assumeTrue(browser.isPresent(), "no chromium on the PATH: the report is not rendered");
    Path shown = folder.resolve("shown.html");
    Path log = folder.resolve("chromium.log");
    List<String> command = new ArrayList<>(List.of(browser.get()));
    command.addAll(
        List.of(
            "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync --enable-logging=stderr --virtual-time-budget=5000 --dump-dom"
                .split(" ")));
    command.add("--user-data-dir=" + Files.createTempDirectory(folder, "profile"));
    command.add(file.toUri() + "#" + state);
    Process process =
        new ProcessBuilder(command)
            .redirectOutput(shown.toFile())
            .redirectError(log.toFile())
            .start();
    boolean ended = process.waitFor(60, TimeUnit.SECONDS);
    process.destroyForcibly();
    assertTrue(ended, "chromium did not end within a minute");
    String complaints = Files.readString(log);
    assertFalse(complaints.contains(":CONSOLE"), complaints);
    String text = Files.readString(shown);
    return text.replaceAll("(?s)<script.*?</script>", "")
        .replaceAll("<span class=\"\\w\"[^>]*>", "");
  }
}
